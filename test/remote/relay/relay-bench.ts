// A runner's client over a scripted relay, and a clock whose sleeps end when the test lets time pass.
import { createRelayCall } from '../../../src/remote/relay/relay-call.ts';
import { createRunnerClient, type RunnerClient } from '../../../src/remote/relay/runner-client.ts';
import { SyncError } from '../../../src/sync/model/error.ts';
import type { CancelSignal } from '../../../src/sync/ports/cancel-signal.ts';
import type { Clock } from '../../../src/sync/ports/clock.ts';
import { scriptedFetch, type Answer, type Script, type SeenRequest } from '../scripted-fetch.ts';

export const relayUrl = 'https://relay.test';
export const startMs = Date.UTC(2026, 10, 21, 12);

export interface HandClock extends Clock {
  /** lets `ms` pass, wakes who slept until then, and lets what they begin come to rest */
  pass(ms: number): Promise<void>;
  sleepers(): number;
}

export function handClock(): HandClock {
  let nowMs = startMs;
  const sleeping = new Set<{ readonly untilMs: number; wake(): void }>();
  return {
    nowMs: () => nowMs,
    chance: () => 0.5,
    sleepers: () => sleeping.size,
    sleep: (ms: number, signal: CancelSignal) =>
      new Promise((resolve, reject) => {
        const sleeper = { untilMs: nowMs + ms, wake: resolve };
        const cancel = (): void => {
          sleeping.delete(sleeper);
          reject(new SyncError('cancelled'));
        };
        if (signal.aborted) {
          cancel();
          return;
        }
        sleeping.add(sleeper);
        signal.addEventListener('abort', cancel);
      }),
    async pass(ms) {
      nowMs += ms;
      for (const sleeper of [...sleeping].filter(({ untilMs }) => untilMs <= nowMs)) {
        sleeping.delete(sleeper);
        sleeper.wake();
      }
      await atRest();
    },
  };
}

/** Two turns of the event loop: answers of a scripted fetch need only microtasks, so all of them are in by then. */
export async function atRest(): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

export function scriptedRunner(script: Script): {
  readonly client: RunnerClient;
  readonly seen: readonly SeenRequest[];
} {
  const { fetch, seen } = scriptedFetch(script);
  const getToken = () => Promise.resolve('token');
  return { client: createRunnerClient(createRelayCall({ baseUrl: relayUrl, getToken, fetch })), seen };
}

export function problemAnswer(status: number, code: string, more: object = {}): Answer {
  return { status, json: { type: 'about:blank', title: code, status, code, requestId: 'r1', ...more } };
}
