import { describe, expect, it } from '@jest/globals';
import { screen, waitFor, within } from '@testing-library/react';
import type { UserRow } from '../../src/contract/users.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { fixOf } from '../../src/taskpane/monitor/causes/fix-of.ts';
import { fixRest, type Step } from '../../src/taskpane/monitor/causes/fix-rest.ts';
import { fixUser, type FixParts } from '../../src/taskpane/monitor/causes/fix-user.ts';
import { createFakeRelay, refusal, type FakeRelay } from '../support/monitor-relay.ts';
import { monitorUser, userIdOf } from '../support/monitor-users.ts';
import { showMonitor } from '../support/monitor-render.tsx';

const failing = (n: number, cause: UserRow['cause']): UserRow =>
  monitorUser(n, { displayName: `Person ${n}`, outcome: 'failed', cause, causeSide: 'sales' });

function relayOfFailing(): FakeRelay {
  return createFakeRelay([
    failing(0, 'sales-role-missing'),
    failing(1, 'sales-role-missing'),
    failing(2, 'sales-role-missing'),
    failing(3, 'sales-sign-in-expired'),
    failing(4, 'sales-unreachable'),
    monitorUser(5),
  ]);
}

/** As the runner would: the command is done, and the run that follows ended so. */
function finish(relay: FakeRelay, id: string, change: Partial<UserRow>): void {
  const at = new Date().toISOString();
  relay.rows = relay.rows.map((row) =>
    row.id === id ? { ...row, lastStartAt: at, lastFinishAt: at, version: row.version + 1, ...change } : row,
  );
  for (const [batchId, progress] of relay.progressed)
    relay.progressed.set(batchId, {
      ...progress,
      users: progress.users.map((user) => (user.userId === id ? { ...user, state: 'done' } : user)),
    });
}

const works = { outcome: 'succeeded', cause: null } as const;
/** virtual time: every pause lets something happen */
function partsFor(relay: FakeRelay, onPause: (pauses: number) => void): FixParts {
  let pauses = 0;
  return {
    client: relay.client,
    kind: 'sync-now',
    cause: 'sales-role-missing',
    nowMs: () => pauses * 2_000,
    sleep: () => {
      pauses += 1;
      onPause(pauses);
      return Promise.resolve();
    },
  };
}

describe('the fix for one user', () => {
  it('[M10] works only when the run after it did', async () => {
    const relay = relayOfFailing();
    const id = userIdOf(0);
    const parts = partsFor(relay, (pauses) => {
      if (pauses === 3) finish(relay, id, works);
    });
    expect(await fixUser(parts, id, 'key-1')).toEqual({ state: 'works' });
  });

  it('fails when the run fails again, and says why', async () => {
    const relay = relayOfFailing();
    const id = userIdOf(0);
    const parts = partsFor(relay, (pauses) => {
      if (pauses === 2) finish(relay, id, {});
    });
    expect(await fixUser(parts, id, 'key-1')).toEqual({ state: 'fails', cause: 'sales-role-missing' });
  });

  it('[M10] fails when a record still has the cause, whatever the run named first', async () => {
    const verdictOf = async (change: Partial<UserRow>): Promise<unknown> => {
      const relay = createFakeRelay([failing(0, 'field-rejected')]);
      const id = userIdOf(0);
      const parts = partsFor(relay, (pauses) => {
        if (pauses === 1) finish(relay, id, change);
      });
      return fixUser({ ...parts, cause: 'field-rejected' }, id, 'key-1');
    };
    const partly = { outcome: 'partly-failed', cause: 'throttled' } as const;
    const stillThere = { state: 'fails', cause: 'field-rejected' };
    expect(await verdictOf({ ...partly, openErrors: 2 })).toEqual(stillThere);
    expect(await verdictOf({ ...works, openErrors: 2 })).toEqual(stillThere);
    expect(await verdictOf({ ...partly, openErrors: 0 })).toEqual({ state: 'works' });
  });

  it.each(['user', 'send', 'progress'] as const)(
    'survives a relay that starts anew at its %s call, and sends nothing twice',
    async (name) => {
      const relay = relayOfFailing();
      const id = userIdOf(0);
      relay.failNext.set(name, new RelayError('unreachable'));
      const parts = partsFor(relay, (pauses) => {
        if (pauses === 4) finish(relay, id, works);
      });
      expect(await fixUser(parts, id, 'key-1')).toEqual({ state: 'works' });
      expect(relay.progressed.size).toBe(1);
    },
  );

  it('gives up a relay that stays away', async () => {
    const relay = relayOfFailing();
    relay.failure = new RelayError('unreachable');
    const parts = partsFor(relay, () => undefined);
    await expect(fixUser(parts, userIdOf(0), 'key-1')).rejects.toThrow('unreachable');
  });

  it('waits for a pane that is closed, and gives up waiting for a runner that says nothing', async () => {
    const relay = relayOfFailing();
    relay.rows = relay.rows.map((row, at) => (at === 0 ? { ...row, runner: null } : row));
    expect(
      await fixUser(
        partsFor(relay, () => undefined),
        userIdOf(0),
        'a',
      ),
    ).toEqual({ state: 'queued' });
    expect(
      await fixUser(
        partsFor(relay, () => undefined),
        userIdOf(1),
        'b',
      ),
    ).toEqual({ state: 'silent' });
  });
});

describe('the fix for the rest', () => {
  const ids = Array.from({ length: 12 }, (_, n) => `user-${n}`);
  const nobody = () => Promise.resolve([]);

  it('[M10] stops at the first failure and says who was left', async () => {
    const steps = new Map<string, Step>();
    const failed = await fixRest(
      {
        fix: async (id) => (id === 'user-5' ? { state: 'fails', cause: null } : { state: 'works' }),
        changed: (id, step) => steps.set(id, step),
        mustStop: () => false,
        more: nobody,
      },
      ids,
    );
    expect(failed).toBe('user-5');
    const states = ids.map((id) => steps.get(id)?.state);
    expect(states.filter((state) => state === 'fails')).toHaveLength(1);
    expect(states.at(-1)).toBe('left');
    expect(states).not.toContain('running');
  });

  it('stops when it is told to, and counts a call that fails as a failure', async () => {
    const steps = new Map<string, Step>();
    let sent = 0;
    const parts = {
      fix: async () => {
        sent += 1;
        return { state: 'works' } as const;
      },
      changed: (id: string, step: Step) => steps.set(id, step),
      mustStop: () => sent >= 4,
      more: nobody,
    };
    expect(await fixRest(parts, ids)).toBeNull();
    expect(sent).toBe(4);
    expect(steps.get('user-11')).toEqual({ state: 'left' });
    const broken = { ...parts, fix: () => Promise.reject(new Error('away')), mustStop: () => false };
    expect(await fixRest(broken, ids)).not.toBeNull();
  });

  it('[M10] goes on page by page to the last user, and asks for no page once it must stop', async () => {
    const fixed: string[] = [];
    const pages = [['user-12', 'user-13'], ['user-14']];
    let asked = 0;
    const parts = {
      fix: async (id: string) => {
        fixed.push(id);
        return id === 'user-99' ? ({ state: 'fails', cause: null } as const) : ({ state: 'works' } as const);
      },
      changed: () => undefined,
      mustStop: () => false,
      more: () => {
        asked += 1;
        return Promise.resolve(pages.shift() ?? []);
      },
    };
    expect(await fixRest(parts, ids)).toBeNull();
    expect(fixed).toEqual(Array.from({ length: 15 }, (_, n) => `user-${n}`));
    expect(asked).toBe(3);
    pages.push(['user-100']);
    expect(await fixRest(parts, ['user-99', ...ids])).toBe('user-99');
    expect(asked).toBe(3);
    expect(fixed).not.toContain('user-100');
  });
});

describe('Causes', () => {
  it('[M10] lists causes with users, trend, who can fix them and how', async () => {
    await showMonitor({ relay: relayOfFailing(), path: '/monitor/causes?card=succeeded' });
    const cards = await screen.findAllByRole('listitem');
    expect(cards.map((card) => within(card).getByRole('heading').textContent)).toEqual([
      'Sales role missing',
      'Sales sign-in expired',
      'Sales unreachable',
    ]);
    const [role, signIn, away] = cards as [HTMLElement, HTMLElement, HTMLElement];
    expect(within(role).getByText('3 users')).toBeTruthy();
    expect(within(role).getByText('more than the day before')).toBeTruthy();
    expect(within(role).getByText('last 24 h: 3 · the day before: 1 · a week ago: 0')).toBeTruthy();
    expect(within(role).getByText(/^An administrator can fix this\./)).toBeTruthy();
    expect(within(role).getByRole('link').getAttribute('href')).toBe(
      '#/monitor?card=all&cause=sales-role-missing',
    );
    expect(
      within(signIn).getByRole('button', { name: 'Ask to Sign In: Sales sign-in expired' }),
    ).toBeTruthy();
    expect(within(away).queryByRole('button')).toBeNull();
  });

  it('[M10] take everybody who has the cause, however many pages that are', async () => {
    const rows = Array.from({ length: 230 }, (_, n) => failing(n, 'sales-role-missing'));
    // Only the first has a runner that answers; the others wait for their panes.
    const relay = createFakeRelay(rows.map((row, n) => (n === 0 ? row : { ...row, runner: null })));
    const { user } = await showMonitor({ relay, path: '/monitor/causes' });
    await user.click(await screen.findByRole('button', { name: 'Try the fix on one: Sales role missing' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('button', { name: 'Try on Person 0' }));
    await waitFor(() => {
      expect(relay.progressed.size).toBe(1);
    });
    finish(relay, userIdOf(0), { outcome: 'succeeded' });
    await user.click(await dialog.findByRole('button', { name: 'Fix 229 users' }));
    expect(await dialog.findByText('229 wait for their pane')).toBeTruthy();
    expect(relay.progressed.size).toBe(230);
    expect(dialog.getByText('and 29 more')).toBeTruthy();
  });

  it('try the fix on one user, then on the rest', async () => {
    const relay = relayOfFailing();
    const { user } = await showMonitor({ relay, path: '/monitor/causes' });
    await user.click(await screen.findByRole('button', { name: 'Try the fix on one: Sales role missing' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(await dialog.findByRole('button', { name: 'Try on Person 0' }));
    expect(dialog.queryByRole('button', { name: /^Fix/ })).toBeNull();
    await waitFor(() => {
      expect(relay.progressed.size).toBe(1);
    });
    finish(relay, userIdOf(0), works);
    expect(await dialog.findByText('It works for Person 0.')).toBeTruthy();
    await user.click(dialog.getByRole('button', { name: 'Fix 2 users' }));
    await waitFor(() => {
      expect(relay.progressed.size).toBe(3);
    });
    finish(relay, userIdOf(1), works);
    finish(relay, userIdOf(2), works);
    expect(await dialog.findByText('2 work')).toBeTruthy();
    expect(dialog.getByText('Done.')).toBeTruthy();
    const sent = relay.calls.filter(({ name }) => name === 'send').map(({ with: [request] }) => request);
    expect(sent).toEqual(
      [0, 1, 2].map((n) => ({ kind: 'sync-now', selection: { by: 'ids', ids: [userIdOf(n)] } })),
    );
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    await waitFor(() => {
      expect(document.activeElement?.tagName).not.toBe('BODY');
    });
  });

  it('say that nothing is failing, and offer to ask again when the relay did not answer', async () => {
    const relay = createFakeRelay([monitorUser(1)]);
    relay.failure = refusal('internal', 500);
    const { user } = await showMonitor({ relay, path: '/monitor/causes' });
    const again = await screen.findByRole('button', { name: 'Try again' });
    relay.failure = null;
    await user.click(again);
    expect(await screen.findByText('Nothing is failing')).toBeTruthy();
  });

  it('have a way out that fits the cause', () => {
    expect(fixOf('loop-quarantined')).toEqual({ type: 'try', kind: 'full-sync' });
    expect(fixOf('user-disabled')).toEqual({ type: 'try', kind: 'enable' });
    expect(fixOf('microsoft-mailbox-missing')).toEqual({ type: 'credentials' });
    expect(fixOf('field-rejected')).toEqual({ type: 'user' });
    expect(fixOf('throttled')).toEqual({ type: 'wait' });
  });
});
