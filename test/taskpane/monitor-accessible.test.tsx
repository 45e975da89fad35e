import { describe, expect, it } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { defaultOrganisationSettings } from '../../src/contract/settings.ts';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { administrator, showMonitor } from '../support/monitor-render.tsx';
import { monitorUsers, userIdOf } from '../support/monitor-users.ts';

/** Colours and sizes need a real browser. */
const rules = { 'color-contrast': { enabled: false }, 'target-size': { enabled: false } };

async function violations(): Promise<readonly string[]> {
  const result = await axe.run(document.body, { rules, resultTypes: ['violations'] });
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

const user = `/monitor/users/${userIdOf(2)}`;
const views: readonly (readonly [path: string, shows: string | RegExp])[] = [
  ['/monitor', /users need you/],
  ['/monitor?card=all&columns=user.enabled.paneSeen.runner.lag', 'Ana <b>Bold</b>'],
  ['/monitor?q=nobody&sort=age', 'Nobody matches “nobody”'],
  ['/monitor?cause=sales-sign-in-expired', 'Cause: Sales sign-in expired'],
  [user, 'Transaction History'],
  [`${user}/runs/3`, 'Where the time went'],
  [`/monitor/users/${userIdOf(999)}`, 'There is no such user'],
  ['/monitor/causes', 'Sales sign-in expired'],
  ['/monitor/nowhere', 'There is no such page'],
];

describe('accessibility of the Monitor', () => {
  it.each(views.flatMap(([path, shows]) => [true, false].map((isWide) => ({ path, shows, isWide }))))(
    'finds nothing at $path (wide: $isWide)',
    async ({ path, shows, isWide }) => {
      await showMonitor({ relay: createFakeRelay(monitorUsers(250)), path, isWide });
      await screen.findAllByText(shows);
      expect(await violations()).toEqual([]);
    },
  );

  it.each(['/monitor/settings', '/monitor/settings/history', '/monitor/audit'])(
    'finds nothing at %s',
    async (path) => {
      const relay = createFakeRelay([]);
      const scope = { ...defaultOrganisationSettings.scope, totalLimit: 7000 };
      relay.administration.saveAs('Ada', { ...defaultOrganisationSettings, scope });
      await showMonitor({ relay, path });
      await screen.findByRole('heading', { level: 1 });
      await waitFor(() => {
        expect(document.querySelector('[aria-label="Loading"]')).toBeNull();
      });
      expect(await violations()).toEqual([]);
    },
  );

  it.each([true, false])('finds nothing while the relay is away (wide: %s)', async (isWide) => {
    const relay = createFakeRelay([]);
    relay.failure = new RelayError('refused', { status: 500 });
    await showMonitor({ relay, isWide });
    await screen.findByText('This did not work.');
    expect(await violations()).toEqual([]);
  });

  it('finds nothing for somebody who may not see it', async () => {
    await showMonitor({
      relay: createFakeRelay([]),
      snapshot: { me: { ...administrator, isAdministrator: false } },
    });
    expect(await violations()).toEqual([]);
  });

  it.each(['Disable Sync', 'Delete User', 'Update User Credentials'])(
    'finds nothing in the dialog %s',
    async (action) => {
      const { user: person } = await showMonitor({
        relay: createFakeRelay(monitorUsers(20)),
        path: `/monitor/users/${userIdOf(10)}`,
        isWide: false,
      });
      await person.click(await screen.findByRole('button', { name: 'Actions' }));
      await person.click(await screen.findByRole('menuitem', { name: action }));
      await screen.findByRole('button', { name: /^(Disable 1|Delete 1|Save)/ });
      expect(await violations()).toEqual([]);
    },
  );
});
