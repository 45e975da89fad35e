// A command for a run is done when its runner takes it; what the run brought is told beside it.

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commandProgress, runnerCommands } from '../../../src/contract/commands.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import type { Answer, TestRelay } from '../../support/relay-app.ts';
import { finishMessage, startMessage } from '../../support/relay-messages.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';

describe('commands for a run', () => {
  let relay: TestRelay;
  let admin: string;
  let users: SignedUp[];
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
    users = [await signUp(relay, 1), await signUp(relay, 2)];
  });
  afterAll(() => relay.close());

  it('say how the runs ended that they brought, those that failed again first', async () => {
    const asked = { trigger: 'administrator' as const };
    const run = (user: SignedUp | undefined, runId: string, message: object): Promise<Answer> =>
      relay.call(user?.token ?? '', 'PUT', `/me/runs/${runId}`, message);
    const [first, second] = users;
    // an earlier command's run is none of this one's
    await run(second, randomUUID(), finishMessage(relay.clock.nowMs, { ...asked, outcome: 'failed' }));
    relay.clock.nowMs += 1_000;
    const ids = users.map(({ id }) => id);
    const answer = await sendCommand(relay, admin, { kind: 'sync-now', selection: { by: 'ids', ids } });
    for (const user of users) {
      const asks = await relay.call(user.token, 'GET', '/me/commands');
      const [command] = runnerCommands.parse(asks.body).items;
      const path = `/me/commands/${command?.id ?? ''}`;
      await relay.call(user.token, 'PUT', path, { state: 'done', reason: null });
    }
    const path = `/commands/${(answer.body as { batchId: string }).batchId}`;
    const read = async () => commandProgress.parse((await relay.call(admin, 'GET', path)).body);
    expect(await read()).toMatchObject({ runs: {}, users: [{ run: null }, { run: null }] });
    relay.clock.nowMs += 1_000;
    const runId = randomUUID();
    await run(second, runId, startMessage(relay.clock.nowMs, asked));
    expect((await read()).users.find(({ userId }) => userId === second?.id)).toMatchObject({
      run: { outcome: null },
    });
    const failed = { ...asked, outcome: 'partly-failed', cause: 'field-rejected' } as const;
    await run(second, runId, finishMessage(relay.clock.nowMs, failed));
    await run(first, randomUUID(), finishMessage(relay.clock.nowMs, asked));
    // what the schedule does afterwards is none of the command's
    await run(first, randomUUID(), finishMessage(relay.clock.nowMs + 1, { outcome: 'failed' }));
    expect(await read()).toMatchObject({
      counts: { done: 2 },
      runs: { succeeded: 1, 'partly-failed': 1 },
      users: [
        { userId: second?.id, run: { outcome: 'partly-failed', cause: 'field-rejected' } },
        { userId: first?.id, run: { outcome: 'succeeded', cause: null } },
      ],
    });
  });
});
