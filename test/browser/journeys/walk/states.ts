// Screens that have nothing to show, or not now, and say so.

import type { Locator } from 'playwright-core';
import { go, goAndLook, goToList, settled, type Scene, type Stop } from './stop.ts';
import type { WordKey } from './words.ts';

const relay = '**/api/v1/**';
const listOnly = /\/api\/v1\/users\?/;
/** nobody asked for it before: this browser remembers no answer */
const neverAsked = (): string => `/monitor?card=all&q=${crypto.randomUUID().slice(0, 8)}`;

const saying = (name: string, words: string, way: readonly [fragment: string, text: WordKey]): Stop => ({
  name,
  words,
  open: async (scene) => {
    const [fragment, key] = way;
    await goAndLook(scene, fragment);
    const text = scene.page.getByText(scene.say(key)).first();
    await text.waitFor();
    await settled(scene.page);
    return text;
  },
});

/** Whichever of the words stands there. */
async function shown(scene: Scene, ...keys: readonly WordKey[]): Promise<Locator> {
  const [first, ...others] = keys.map((key) => scene.page.getByText(scene.say(key)));
  if (first === undefined) throw new Error('no words to wait for');
  const text = others.reduce((any, other) => any.or(other), first).first();
  await text.waitFor();
  return text;
}

export const stateViews: readonly Stop[] = [
  saying('8-empty', 'a card with nobody', ['/monitor?card=stopping', 'monitor:card.stopping.empty']),
  saying('8-nobody-found', 'a search that finds nobody', [
    '/monitor?card=all&q=zzzzzz',
    'monitor:table.noMatch',
  ]),
  {
    name: '8-unknown-values',
    words: 'a link with values that are not known',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=best&sort=age');
      const close = scene.page.getByRole('button', { name: scene.say('monitor:dialog.close') });
      const note = scene.page.getByRole('group').filter({ has: close }).first();
      await note.waitFor();
      return note;
    },
  },
  saying('8-unknown-user', 'a link to a user who does not exist', [
    '/monitor/users/00000000-0000-4000-8000-000000000000',
    'monitor:details.unknown',
  ]),
  saying('8-unknown-page', 'a link that is not complete', ['/monitor/nowhere', 'monitor:gate.notFound']),
  {
    name: '8-loading',
    words: 'while the first answer is on its way',
    open: async (scene) => {
      await scene.page.route(listOnly, () => undefined);
      await go(scene, neverAsked());
      const wait = scene.page.locator('.fui-Skeleton').first();
      await wait.waitFor();
      return wait;
    },
  },
  {
    name: '8-error',
    words: 'the service fails',
    open: async (scene) => {
      // A stream that comes asks again for all that failed: for that moment the failure is away.
      await scene.page.route(/\/api\/v1\/events$/, (route) => route.abort());
      await scene.page.route(listOnly, (route) => route.fulfill({ status: 500, json: {} }));
      await go(scene, neverAsked());
      return shown(scene, 'monitor:problem.failed.title');
    },
  },
  {
    name: '8-offline',
    words: 'without a connection: the state that this browser remembers, with its time',
    open: async (scene) => {
      await goToList(scene, '/monitor?card=all');
      await scene.page.route(relay, (route) => route.abort());
      await goToList(scene, '/monitor?card=all');
      // The counts may be newer than the list.
      await shown(scene, 'monitor:live.cachedNote', 'monitor:live.cachedNotes');
      return scene.page.getByRole('heading', { level: 1 });
    },
  },
];
