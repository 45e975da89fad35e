// What opens over the list, the causes and the details of a user.

import type { Locator } from 'playwright-core';
import type { CommandKind } from '../../../../src/contract/commands.ts';
import { go, goToList, goToScreen, people, troubled, type Scene, type Stop } from './stop.ts';
import type { WordKey } from './words.ts';

const dialog = ({ page }: Scene): Locator => page.getByRole('dialog');
const button = ({ page, say }: Scene, key: WordKey): Locator => page.getByRole('button', { name: say(key) });

/** Picks the first `count` people and chooses what is to happen to them. */
async function act(
  scene: Scene,
  { count, item }: { readonly count: number; readonly item: WordKey },
): Promise<void> {
  const { page, say } = scene;
  await goToList(scene, '/monitor?card=all');
  for (let at = 0; at < count; at += 1) await people(page).nth(at).getByRole('checkbox').check();
  await button(scene, 'monitor:action.menu').click();
  await page.getByRole('menuitem', { name: say(item) }).click();
  await dialog(scene).waitFor();
}

const action = (kind: CommandKind, name: string, words: string): Stop => ({
  name,
  words,
  open: async (scene) => {
    await act(scene, { count: 3, item: `monitor:action.${kind}.name` });
    await dialog(scene)
      .getByText(scene.say('monitor:dialog.hits'))
      .or(dialog(scene).getByText(scene.say('monitor:dialog.skips')))
      .first()
      .waitFor();
    return dialog(scene);
  },
});

export const listDialogs: readonly Stop[] = [
  {
    name: '1-permission',
    words: 'why the application permission is inactive',
    open: async (scene) => {
      await goToList(scene, '/monitor');
      await button(scene, 'administration:permission.show').click();
      return dialog(scene);
    },
  },
  {
    name: '3-filters',
    words: 'filters',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:filter.name').click();
      return dialog(scene);
    },
  },
  {
    name: '3-columns',
    words: 'which columns the table has',
    only: 'wide',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:table.columns').click();
      return scene.page.getByRole('menu');
    },
  },
  {
    name: '3-sort',
    words: 'the order, where no heading can be clicked',
    only: '320',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:table.sort').click();
      return scene.page.getByRole('menu');
    },
  },
  {
    name: '3-menu',
    words: 'the other screens and the language',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:header.menu').click();
      return scene.page.getByRole('menu');
    },
  },
];

export const actionDialogs: readonly Stop[] = [
  {
    name: '4-menu',
    words: 'what can be done with those who are picked',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await people(scene.page).first().getByRole('checkbox').check();
      await button(scene, 'monitor:action.menu').click();
      return scene.page.getByRole('menu');
    },
  },
  action('disable', '4-actions', 'before it is sent: whom it hits, whom it skips and why'),
  action('delete', '4-delete', 'what a deletion removes and what stays'),
  {
    name: '4-progress',
    words: 'after it is sent: what became of it for each user',
    open: async (scene) => {
      await act(scene, { count: 3, item: 'monitor:action.sync-now.name' });
      await dialog(scene)
        .getByRole('button', { name: scene.say('monitor:action.sync-now.confirm') })
        .click();
      await dialog(scene).getByRole('progressbar').waitFor();
      await dialog(scene).getByRole('listitem').first().waitFor();
      return dialog(scene);
    },
  },
  {
    name: '4-credentials',
    words: 'the two names by which a user is known',
    open: async (scene) => {
      await act(scene, { count: 1, item: 'monitor:credentials.name' });
      return dialog(scene);
    },
  },
  {
    name: '4-debug-logs',
    words: 'debug logs for a time',
    open: async (scene) => {
      await act(scene, { count: 1, item: 'monitor:action.debugLogs' });
      await button(scene, 'details:debug.start').waitFor();
      return dialog(scene);
    },
  },
  {
    name: '4-debug-logs-active',
    words: 'while they are collected',
    open: async (scene) => {
      const { page, say } = scene;
      await goToList(scene, '/monitor?card=all');
      await people(page).nth(1).getByRole('checkbox').check();
      await button(scene, 'monitor:action.menu').click();
      await page.getByRole('menuitem', { name: say('monitor:action.debugLogs') }).click();
      const start = button(scene, 'details:debug.start');
      await start.or(button(scene, 'details:debug.extend')).waitFor();
      // At the second width it is active already.
      if (await start.isVisible()) await start.click();
      await button(scene, 'details:debug.stop').waitFor();
      return dialog(scene);
    },
  },
  {
    name: '4-add-users',
    words: 'people before their first sign-in, one by one',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:roster.name').click();
      return dialog(scene);
    },
  },
  {
    name: '4-add-users-list',
    words: 'as a list, with the lines that need mending',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await button(scene, 'monitor:roster.name').click();
      await scene.page.getByRole('tab', { name: scene.say('monitor:roster.way.csv') }).click();
      await dialog(scene)
        .getByRole('textbox')
        .fill('ANA.NEW,ana.new@contoso.example\nonly one cell\nBEN.NEW,no address\n');
      await dialog(scene).getByText(scene.say('monitor:roster.bad')).waitFor();
      return dialog(scene);
    },
  },
];

export const otherDialogs: readonly Stop[] = [
  {
    name: '5-user-debug-logs',
    words: 'the same from the details',
    open: async (scene) => {
      const { id } = await troubled(scene);
      const opener = button(scene, 'details:debug.title');
      await goToScreen(scene, `/monitor/users/${id}`, opener);
      await opener.click();
      await button(scene, 'details:debug.start').waitFor();
      return dialog(scene);
    },
  },
  {
    name: '6-fix',
    words: 'the fix is tried on one before the rest',
    open: async (scene) => {
      await go(scene, '/monitor/causes');
      await button(scene, 'causes-view:tryNamed').first().click();
      await dialog(scene).getByRole('combobox').waitFor();
      return dialog(scene);
    },
  },
];
