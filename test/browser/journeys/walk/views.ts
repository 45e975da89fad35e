// The screens of the Monitor and their regions, in the order of its description.

import type { Locator } from 'playwright-core';
import {
  everyColumn,
  lookAtList,
  lookAtScreen,
  people,
  settled,
  troubled,
  type Scene,
  type Stop,
} from './stop.ts';
import type { WordKey } from './words.ts';

/** those that a wide window has no room for beside the first nine */
const otherColumns = 'user.inLatestCycle.client.lastSuccess.nextRun.conflicts.runner.enabled.paneSeen';

const region = ({ page, say }: Scene, key: WordKey): Locator => page.getByRole('region', { name: say(key) });
const heading = ({ page, say }: Scene, key: WordKey): Locator =>
  page.getByRole('heading', { name: say(key) }).first();

/** A region of the details of somebody with open errors. */
const ofUser = (name: string, words: string, key: WordKey): Stop => ({
  name,
  words,
  open: async (scene) => {
    const { id } = await troubled(scene);
    const part = region(scene, key).first();
    await lookAtScreen(scene, `/monitor/users/${id}`, part);
    return part;
  },
});

const screen = (name: string, words: string, way: readonly [fragment: string, title: WordKey]): Stop => ({
  name,
  words,
  open: async (scene) => {
    const title = heading(scene, way[1]);
    await lookAtScreen(scene, way[0], title);
    return title;
  },
});

export const listViews: readonly Stop[] = [
  {
    name: '1-header',
    words: 'who needs you, whether it is live, the application permission and its certificate',
    open: async (scene) => {
      await lookAtList(scene, '/monitor');
      return scene.page.getByRole('heading', { name: scene.say('monitor:header.title') });
    },
  },
  {
    name: '2-cards',
    words: 'ten states with their counts',
    open: async (scene) => {
      await lookAtList(scene, '/monitor?card=all');
      return region(scene, 'monitor:card.label');
    },
  },
  {
    name: '3-table',
    words: 'everybody, every column',
    open: async (scene) => {
      await lookAtList(scene, `/monitor?card=all&columns=${everyColumn}`);
      return people(scene.page).first();
    },
  },
  {
    name: '3-table-aside',
    words: 'the other columns',
    only: 'wide',
    open: async (scene) => {
      await lookAtList(scene, `/monitor?card=all&columns=${otherColumns}`);
      return people(scene.page).first();
    },
  },
  {
    name: '3-table-filtered',
    words: 'narrowed by a filter',
    open: async (scene) => {
      await lookAtList(scene, '/monitor?card=all&runner=pane');
      return people(scene.page).first();
    },
  },
  {
    name: '3-selection',
    words: 'users are picked whom the search does not show',
    open: async (scene) => {
      await lookAtList(scene, '/monitor?card=all');
      for (const at of [0, 1]) await people(scene.page).nth(at).getByRole('checkbox').check();
      await scene.page.getByRole('searchbox').fill('ortega');
      const unlisted = scene.page.getByRole('button', { name: scene.say('monitor:table.clearNotListed') });
      await unlisted.waitFor();
      await settled(scene.page);
      return people(scene.page).first();
    },
  },
];

export const detailViews: readonly Stop[] = [
  {
    name: '5-user',
    words: 'a user: identity and status',
    open: async (scene) => {
      const { id } = await troubled(scene);
      const part = region(scene, 'monitor:details.identity');
      await lookAtScreen(scene, `/monitor/users/${id}`, part);
      return scene.page.getByRole('heading', { level: 1 });
    },
  },
  ofUser('5-user-records', 'what is synced by which search and policy', 'monitor:kinds.title'),
  ofUser('5-user-errors', 'records that fail, each with its remedy', 'monitor:details.openErrors'),
  ofUser('5-user-days', 'the last 30 days', 'details:days.title'),
  ofUser('5-user-history', 'every run', 'monitor:history.title'),
  {
    name: '5-run',
    words: 'one run',
    open: async (scene) => {
      const { id, run } = await troubled(scene);
      await lookAtScreen(scene, `/monitor/users/${id}/runs/${run}`, heading(scene, 'monitor:run.failures'));
      return scene.page.getByRole('heading', { level: 1 });
    },
  },
  {
    name: '5-run-errors',
    words: 'the records that this run could not sync',
    open: async (scene) => {
      const { id, run } = await troubled(scene);
      const title = heading(scene, 'monitor:run.failures');
      await lookAtScreen(scene, `/monitor/users/${id}/runs/${run}`, title);
      return title;
    },
  },
  screen('6-causes', 'what is to blame for what', ['/monitor/causes', 'causes-view:title']),
];

export const administrationViews: readonly Stop[] = [
  screen('7-settings', 'the settings as a form', ['/monitor/settings', 'administration:settings.title']),
  {
    name: '7-settings-webhook',
    words: 'the webhook: its secret, a test, what was told',
    open: async (scene) => {
      const part = region(scene, 'administration:webhook.title');
      await lookAtScreen(scene, '/monitor/settings', part);
      return part;
    },
  },
  screen('7-settings-history', 'every version with what it changed', [
    '/monitor/settings/history',
    'administration:history.title',
  ]),
  screen('7-audit', 'who did what', ['/monitor/audit', 'administration:audit.title']),
  {
    name: '7-audit-entry',
    words: 'one entry, unfolded',
    open: async (scene) => {
      await lookAtScreen(scene, '/monitor/audit', heading(scene, 'administration:audit.title'));
      const entry = scene.page
        .getByRole('listitem')
        .filter({ has: scene.page.getByText(scene.say('administration:auditAction.change-settings')) })
        .first();
      await entry.getByRole('button').click();
      await entry.getByRole('button', { expanded: true }).waitFor();
      return entry;
    },
  },
];
