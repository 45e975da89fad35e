// Runners that report: a steady number of messages a second over the relay's own API, each changing one row.

import { randomUUID } from 'node:crypto';
import { finishMessage, startMessage } from '../../support/relay-messages.ts';

export interface Answers {
  readonly accepted: number;
  /** how often, by what the relay or the connection said */
  readonly refused: ReadonlyMap<string, number>;
}

export interface Load {
  /** Resolves when the last answer is here. */
  stop(): Promise<Answers>;
}

export interface LoadOptions {
  readonly relayOrigin: string;
  /** one per runner; they take turns */
  readonly tokens: readonly string[];
  readonly perSecond: number;
}

interface Run {
  readonly token: string;
  id: string;
  sequence: number;
  startedMs: number;
}

const beatMs = 50;
const messagesPerRun = 5;

export function startLoad({ relayOrigin, tokens, perSecond }: LoadOptions): Load {
  const runs = tokens.map((token) => newRun(token));
  const open = new Set<Promise<void>>();
  let accepted = 0;
  const refused = new Map<string, number>();
  const refuse = (reason: string): void => {
    refused.set(reason, (refused.get(reason) ?? 0) + 1);
  };
  const startedMs = performance.now();
  let sent = 0;
  const send = async (run: Run): Promise<void> => {
    const response = await fetch(`${relayOrigin}/api/v1/me/runs/${run.id}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${run.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(nextMessage(run)),
    });
    await response.arrayBuffer();
    if (response.ok) accepted += 1;
    else refuse(`status ${response.status}`);
  };
  const beat = setInterval(() => {
    const due = ((performance.now() - startedMs) / 1000) * perSecond;
    for (; sent < due; sent += 1) {
      const run = runs[sent % runs.length];
      if (run === undefined) return;
      const answer = send(run).catch((error: unknown) => {
        refuse(error instanceof Error ? error.message : String(error));
      });
      open.add(answer);
      void answer.finally(() => open.delete(answer));
    }
  }, beatMs);
  return {
    async stop() {
      clearInterval(beat);
      await Promise.all(open);
      return { accepted, refused };
    },
  };
}

function newRun(token: string): Run {
  return { token, id: randomUUID(), sequence: 0, startedMs: Date.now() };
}

/** Start, progress, and at last a finish; then a new run begins. */
function nextMessage(run: Run): object {
  const { sequence, startedMs } = run;
  run.sequence += 1;
  if (sequence < messagesPerRun - 1)
    return startMessage(startedMs, {
      sequence,
      progress: { phase: 'writing', kind: 'contact', done: sequence * 10, total: 50, estimatedMsLeft: 1_000 },
    });
  const finish = finishMessage(startedMs, { sequence });
  setImmediate(() => {
    Object.assign(run, newRun(run.token));
  });
  return finish;
}
