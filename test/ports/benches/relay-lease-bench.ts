// The real relay on an embedded database, asked by the real client. The database has its own clock, so a lease is made old
// there; the client's clock is moved by hand.

import { createRelayCall } from '../../../src/remote/relay/relay-call.ts';
import { createRelayLease } from '../../../src/remote/relay/relay-lease.ts';
import { createRelayReportSink } from '../../../src/remote/relay/relay-report-sink.ts';
import { createRunnerClient } from '../../../src/remote/relay/runner-client.ts';
import { atRest, handClock } from '../../remote/relay/relay-bench.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { signUpBody } from '../../support/relay-messages.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';
import type { LeaseBench } from './lease-bench.ts';

const leaseMs = 90_000;
const renewEveryMs = 30_000;
const commandOf = { enabled: 'enable', disabled: 'disable', deleted: 'delete' } as const;

/** One relay serves all tests; each has a user of its own. */
export async function startRelayLease(relay: TestRelay, n: number): Promise<LeaseBench> {
  const user = await signUp(relay, n, { body: signUpBody({ runner: 'delegated' }) });
  const clock = handClock();
  const underway = new Set<Promise<unknown>>();
  const watchedFetch: typeof fetch = (input, init) => {
    const answer = fetch(input, init);
    underway.add(answer);
    const done = (): void => {
      underway.delete(answer);
    };
    answer.then(done, done);
    return answer;
  };
  const getToken = (): Promise<string> => Promise.resolve(user.token);
  const client = createRunnerClient(
    createRelayCall({ baseUrl: relay.origin, getToken, fetch: watchedFetch }),
  );
  const sinks: ReturnType<typeof createRelayReportSink>[] = [];
  return {
    // the database's clock: an embedded one has that of this process
    nowMs: () => Date.now(),
    run(kind) {
      const runner = kind === 'pane' ? 'pane' : 'delegated';
      const lease = createRelayLease({ client, clock, runner });
      const sink = createRelayReportSink({
        client,
        clock,
        runner,
        clientVersion: '0.1.0',
        mode: 'routine',
        granted: () => lease.granted(),
        nextRunAtMs: () => null,
        suspendedBy: () => null,
        undelivered: () => Promise.reject(new Error('the report was not taken')),
      });
      sinks.push(sink);
      return { lease, reports: sink };
    },
    async runOut() {
      await relay.database.query(
        `UPDATE leases SET expires_ms = expires_ms - ${String(leaseMs)} WHERE user_id = $1::uuid`,
        [user.id],
      );
    },
    async renewals() {
      await clock.pass(renewEveryMs);
      while (underway.size > 0) {
        await Promise.allSettled(underway);
        await atRest();
      }
      await atRest();
    },
    async setUser(state) {
      const administrator = await relay.administrator();
      const selection = { by: 'ids', ids: [user.id] };
      const reason = state === 'disabled' ? { reason: 'on leave' } : {};
      const answer = await sendCommand(relay, administrator, {
        kind: commandOf[state],
        selection,
        ...reason,
      });
      if (answer.status >= 300) throw new Error(`the command was refused: ${answer.text}`);
    },
    end() {
      for (const sink of sinks) sink.stop();
      return Promise.resolve();
    },
  };
}
