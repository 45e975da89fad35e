// The rule that tells of runners without a report: whom it names, whom it sums up, and what a closed pane is to it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { OrganisationSettings } from '../../../src/contract/settings.ts';
import { defaultOrganisationSettings, organisationSettings } from '../../../src/contract/settings.ts';
import { notificationStatus } from '../../../src/contract/organisation/notifications.ts';
import { completeSettings } from '../../../src/contract/organisation/complete-settings.ts';
import { conditionsNow } from '../../../src/relay/queries/notifications/conditions.ts';
import { tellChanges } from '../../../src/relay/queries/notifications/states.ts';
import { createTenantSql } from '../../../src/relay/tenant-sql.ts';
import type { TenantSql } from '../../../src/relay/tenant-sql.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { finishRun, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { clearUsers } from '../../support/relay-seed.ts';
import { tenantId } from '../../support/relay-tokens.ts';

const minuteMs = 60_000;
const delivered = z.array(z.object({ state: z.string(), subject: z.string() }));

describe('runners that do not report', () => {
  let relay: TestRelay;
  let sql: TenantSql;
  let silentRunner: OrganisationSettings['notifications']['silentRunner'];
  let isSyncOn = true;
  beforeAll(async () => {
    relay = await startTestRelay();
    sql = createTenantSql(relay.database);
  });
  beforeEach(async () => {
    await clearUsers(relay.database);
    await relay.database.query('DELETE FROM notification_states');
    await relay.database.query('DELETE FROM deliveries');
    silentRunner = { isOn: true, minutes: 30, panes: false };
    isSyncOn = true;
  });
  afterAll(() => relay.close());

  /** One look as the notifier's: what is the case, and which words go out. */
  const look = () =>
    sql.write(tenantId, async (transaction) => {
      const rules = { ...defaultOrganisationSettings.notifications, silentRunner };
      const moment = { tenantId, nowMs: relay.clock.nowMs };
      const conditions = await conditionsNow({ sql: transaction, rules, isSyncOn, ...moment });
      const found = conditions.filter(({ rule }) => rule === 'silent-runner');
      await tellChanges(transaction, moment, { conditions: found, isOn: () => true });
      return found;
    });
  const subjects = async () => (await look()).map(({ subject }) => subject);
  const toldSince = async (): Promise<unknown[]> => {
    const rows = delivered.parse(
      await relay.database.query(
        `SELECT notification->>'state' AS state, notification->>'subject' AS subject FROM deliveries ORDER BY position`,
      ),
    );
    await relay.database.query('DELETE FROM deliveries');
    return rows;
  };
  const background = async (n: number): Promise<SignedUp> => {
    const user = await signUp(relay, n, { body: { runner: 'delegated' } });
    await report(user);
    return user;
  };
  const report = (user: SignedUp, nextMs = 15 * minuteMs) =>
    finishRun(relay, user, {
      runner: 'delegated',
      nextRunAt: new Date(relay.clock.nowMs + nextMs).toISOString(),
    });
  const later = (minutes: number): void => {
    relay.clock.nowMs += minutes * minuteMs;
  };

  it('are told by user where others of their kind still report', async () => {
    const ana = await background(1);
    const ben = await background(2);
    later(31);
    await report(ben);
    expect(await look()).toMatchObject([{ subject: ana.id, facts: { runner: 'delegated', userId: ana.id } }]);
    const shown = await relay.call(await relay.administrator(), 'GET', '/notifications');
    expect(shown.body).toMatchObject({ open: [{ subject: ana.id }], names: { [ana.id]: 'Person 1' } });
    const { deliveries } = notificationStatus.parse(shown.body);
    expect(JSON.stringify(deliveries)).not.toContain('Person 1');
    await report(ana);
    expect(await subjects()).toEqual([]);
    expect(await toldSince()).toEqual([
      { state: 'changed', subject: ana.id },
      { state: 'recovered', subject: ana.id },
    ]);
  });

  it('are told once by kind where all are silent, and those told before are not told as recovered', async () => {
    const ana = await background(1);
    const ben = await background(2);
    later(31);
    await report(ben);
    expect(await subjects()).toEqual([ana.id]);
    await toldSince();
    later(31);
    expect(await look()).toMatchObject([
      { subject: 'delegated', facts: { runner: 'delegated', users: 2 } },
      { subject: ana.id },
    ]);
    expect(await toldSince()).toEqual([{ state: 'changed', subject: 'delegated' }]);
  });

  it('are no news before the run that they announced, nor where nothing may run', async () => {
    const waiting = await background(1);
    await report(waiting, 3 * 60 * minuteMs);
    const paused = await background(2);
    const off = await background(3);
    const change = (set: string, { id }: SignedUp) =>
      relay.database.query(`UPDATE user_status SET ${set} WHERE user_id = $1::uuid`, [id]);
    await change('paused_ms = 1', paused);
    await change('is_enabled = false', off);
    later(31);
    expect(await subjects()).toEqual([]);
    later(3 * 60);
    expect(await subjects()).toEqual([waiting.id]);
    isSyncOn = false;
    expect(await subjects()).toEqual([]);
  });

  it('are no news where panes were closed for the night, unless the organisation wants to know', async () => {
    const cleo = await signUp(relay, 5);
    await finishRun(relay, cleo);
    await relay.database.query(
      'UPDATE user_status SET pane_seen_ms = pane_seen_ms - 36000000, heartbeat_ms = 1, last_finish_ms = 1',
    );
    expect(await subjects()).toEqual([]);
    silentRunner = { ...silentRunner, panes: true };
    expect(await look()).toMatchObject([{ subject: 'pane', facts: { users: 1 } }]);
  });

  it('leave panes out in settings that were stored before there was the choice', () => {
    const stored: unknown = JSON.parse(
      JSON.stringify(organisationSettings.parse(defaultOrganisationSettings)).replace(',"panes":false', ''),
    );
    expect(JSON.stringify(stored)).not.toContain('panes');
    expect(completeSettings(stored).notifications.silentRunner.panes).toBe(false);
  });
});
