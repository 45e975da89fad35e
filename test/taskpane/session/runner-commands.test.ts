// Commands of an administrator as the pane obeys them: from the relay's stream to the answer.
import { describe, expect, it } from '@jest/globals';
import type { CommandAnswer, CommandKind } from '../../../src/contract/commands.ts';
import type { RunnerEvent } from '../../../src/contract/events.ts';
import { RelayError } from '../../../src/remote/relay/relay-error.ts';
import type { RunLoop } from '../../../src/taskpane/session/run-loop.ts';
import { listenForCommands } from '../../../src/taskpane/session/runner-commands.ts';
import { signUp } from '../../../src/taskpane/session/signed-in-person.ts';
import { oneRowRelay, personAt } from '../../support/pane-person.ts';

const commandId = '33333333-3333-4333-8333-333333333333';
const askedAt = '2026-11-22T08:00:00.000Z';
const commanding = (kind: CommandKind): RunnerEvent => ({
  type: 'command',
  command: { id: commandId, kind, reason: null, sentAt: askedAt },
});

/** A stream with one event that stays open. */
function streamOf(event: RunnerEvent): typeof fetch {
  return (_url, init) => {
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        stream.enqueue(new TextEncoder().encode(`id: 1\ndata: ${JSON.stringify(event)}\n\n`));
        init?.signal?.addEventListener('abort', () => {
          stream.close();
        });
      },
    });
    return Promise.resolve(new Response(body, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

async function signedInPerson() {
  const row = oneRowRelay();
  const answers: CommandAnswer[] = [];
  let ended: () => void = () => undefined;
  const whenEnded = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const client = {
    ...row.client,
    answerCommand: (_id: string, answer: CommandAnswer) => {
      answers.push(answer);
      if (answer.state !== 'seen') ended();
      return Promise.resolve();
    },
  };
  const person = await personAt({ ...row, client });
  await signUp(person, true);
  return { row, person, answers, whenEnded };
}

const idleLoop: RunLoop = {
  ask: () => true,
  interrupt: () => undefined,
  suspend: () => undefined,
  resume: () => undefined,
  reschedule: () => undefined,
  stop: () => Promise.resolve(),
  isRunning: () => false,
  suspendedBy: () => null,
  isSuspended: () => false,
  nextRunAtMs: () => null,
};

async function obey(
  parts: Awaited<ReturnType<typeof signedInPerson>>,
  { kind, loop = idleLoop }: { kind: CommandKind; loop?: RunLoop } = { kind: 'ask-to-sign-in' },
): Promise<void> {
  const closed = new AbortController();
  listenForCommands({
    person: parts.person,
    relay: {
      baseUrl: 'https://relay.test',
      getToken: () => Promise.resolve('token'),
      fetch: streamOf(commanding(kind)),
    },
    loop,
    signal: closed.signal,
    deleted: () => undefined,
  });
  await parts.whenEnded;
  closed.abort();
}

describe('a person whom an administrator asks to sign in', () => {
  it('[M6] is shown the question before the command counts as done', async () => {
    const parts = await signedInPerson();
    parts.row.change({ signInAskedAt: askedAt });
    await obey(parts);
    expect(parts.answers.map(({ state }) => state)).toEqual(['seen', 'done']);
    expect(parts.person.snapshots.get().me?.signInAskedAt).toBe(askedAt);
  });

  it('[M6] is told as not asked when the pane could not learn of the question', async () => {
    const parts = await signedInPerson();
    parts.row.failNext('signUp', new RelayError('unreachable'));
    await obey(parts);
    expect(parts.answers).toEqual([
      { state: 'seen', reason: null },
      { state: 'refused', reason: 'failed' },
    ]);
  });
});

describe('a person who paused', () => {
  it.each(['sync-now', 'full-sync'] as const)('[M6] has %s refused for that reason', async (kind) => {
    const parts = await signedInPerson();
    await obey(parts, { kind, loop: { ...idleLoop, ask: () => false, isSuspended: () => true } });
    expect(parts.answers.at(-1)).toEqual({ state: 'refused', reason: 'paused' });
  });
});
