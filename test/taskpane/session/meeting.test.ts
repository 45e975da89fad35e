// From a Microsoft account to a person: what the relay is told of a sign-in that the pane just came back from.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { meet, type Meeting } from '../../../src/taskpane/session/meeting.ts';
import type { OfficeHost } from '../../../src/taskpane/office-host.ts';
import type { PersonSession } from '../../../src/taskpane/session/person-session.ts';
import { createDeeds } from '../../../src/taskpane/session/session-deeds.ts';
import type { Person } from '../../../src/taskpane/session/signed-in-person.ts';
import { createSnapshotStore } from '../../../src/taskpane/session/snapshot-store.ts';
import { oneRowRelay, personAt } from '../../support/pane-person.ts';
import { givePaneWindow, type PaneWindow } from '../../support/pane-window.ts';

let pane: PaneWindow;
let met: Person | null = null;
const realFetch = globalThis.fetch;
beforeEach(() => {
  pane = givePaneWindow();
  globalThis.fetch = () => Promise.reject(new TypeError('no network in this test'));
});
afterEach(() => {
  met?.memory.close();
  globalThis.fetch = realFetch;
  pane.takeAway();
});

const outlook: OfficeHost = {
  kind: 'outlook',
  language: 'en',
  canNest: true,
  colorScheme: () => 'light',
  onColorSchemeChange: () => () => undefined,
  openWide: () => undefined,
  askInDialog: () => Promise.reject(new Error('no dialog')),
  tellParent: () => undefined,
};
const fromSales = { result: 'signed-in', refreshToken: 'refresh', returnTo: '/' } as const;

describe('a person whom an administrator asked to sign in', () => {
  it.each<[string, boolean, Meeting['salesReturn'], boolean]>([
    ['Microsoft', true, { result: 'none' }, true],
    ['Sales', false, fromSales, true],
    ['nowhere', false, { result: 'none' }, false],
  ])('[M6] comes back from a sign-in at %s', async (_where, isFresh, salesReturn, isInteractive) => {
    const relay = oneRowRelay();
    const { account, configuration, microsoft } = await personAt(relay);
    met = await meet({
      account,
      configuration,
      microsoft: { ...microsoft, isFresh },
      snapshots: createSnapshotStore(),
      runner: relay.client,
      salesReturn,
    });
    expect(met).not.toBeNull();
    expect(relay.signUps.at(-1)?.interactive).toBe(isInteractive);
  });

  it('[M6] comes back from a window at Sales, where the frame of Outlook cannot leave', async () => {
    const person = await personAt(oneRowRelay());
    const told: unknown[] = [];
    const deeds = createDeeds({
      snapshots: person.snapshots,
      microsoft: person.microsoft,
      host: {
        ...outlook,
        askInDialog: () => Promise.resolve(JSON.stringify({ type: 'sales', refreshToken: 'refresh' })),
      },
      again: (returned) => {
        told.push(returned);
        return Promise.resolve();
      },
      person: () => null,
      whenReady: () => Promise.resolve({ person } as PersonSession),
    });
    await deeds.signIn('sales');
    expect(told).toEqual([fromSales]);
  });
});
