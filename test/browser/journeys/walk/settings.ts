// What the settings ask before something is lost or changed for everybody.

import type { Locator } from 'playwright-core';
import { changeSettings } from './scenery.ts';
import { goToScreen, type Scene, type Stop } from './stop.ts';
import type { WordKey } from './words.ts';

const minutes: WordKey = 'administration:field.notifications.silentRunner.minutes.name';
const dialogNamed = ({ page, say }: Scene, key: WordKey): Locator =>
  page.getByRole('dialog', { name: say(key) });
const press = ({ page, say }: Scene, key: WordKey): Promise<void> =>
  page
    .getByRole('button', { name: say(key) })
    .first()
    .click();

async function edited(scene: Scene): Promise<void> {
  const field = scene.page.getByRole('textbox', { name: scene.say(minutes) });
  await goToScreen(scene, '/monitor/settings', field);
  await field.fill(String(60 + Math.floor(Math.random() * 1_000)));
}

export const settingsDialogs: readonly Stop[] = [
  {
    name: '7-settings-wrong',
    words: 'a value that cannot be saved',
    open: async (scene) => {
      await edited(scene);
      const field = scene.page.getByRole('textbox', { name: scene.say(minutes) });
      await field.fill('many');
      await field.blur();
      await scene.page.getByText(scene.say('administration:settings.wrong')).waitFor();
      return field;
    },
  },
  {
    name: '7-settings-save',
    words: 'what changes and whom it touches, before it is saved',
    open: async (scene) => {
      await edited(scene);
      await press(scene, 'administration:settings.review');
      return dialogNamed(scene, 'administration:save.title');
    },
  },
  {
    name: '7-settings-leave',
    words: 'leaving with changes that are not saved',
    open: async (scene) => {
      await edited(scene);
      await scene.page.getByRole('link', { name: scene.say('administration:settings.history') }).click();
      return dialogNamed(scene, 'administration:leave.title');
    },
  },
  {
    name: '7-settings-both',
    words: 'somebody else saved in the meantime',
    open: async (scene) => {
      await edited(scene);
      await changeSettings(scene.world.system, [
        'notifications.sharedCause.users',
        20 + Math.floor(Math.random() * 1_000),
      ]);
      await press(scene, 'administration:settings.review');
      await dialogNamed(scene, 'administration:save.title')
        .getByRole('button', { name: scene.say('administration:save.confirm') })
        .click();
      return dialogNamed(scene, 'administration:both.title');
    },
  },
  {
    name: '7-settings-restore',
    words: 'bringing back an earlier version',
    open: async (scene) => {
      const button = scene.page
        .getByRole('button', { name: scene.say('administration:history.restoreOf') })
        .first();
      await goToScreen(scene, '/monitor/settings/history', button);
      await button.click();
      return dialogNamed(scene, 'administration:history.restoreTitle');
    },
  },
];
