// What a runner hears live: commands for its user, and that its own data changed. Also keeps the memory that a runner is
// there, with one statement for all open streams.

import type { RunnerEvent } from '../../contract/events.ts';
import { readWaitingCommands } from '../queries/administration/runner-commands.ts';
import type { Change } from '../queries/changes.ts';
import { markPresent } from '../queries/users/runner-presence.ts';
import type { PresentRunner } from '../queries/users/runner-presence.ts';
import type { TenantSql } from '../tenant-sql.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { EventStream } from './event-streams.ts';

export interface RunnerStream {
  readonly tenantId: string;
  readonly userId: string;
  readonly isPane: boolean;
  readonly stream: EventStream;
}

export interface RunnerFeed {
  /** Sends what waits, then everything new until the stream closes. */
  attach(runner: RunnerStream): Promise<void>;
  close(): void;
}

interface Parts {
  readonly sql: TenantSql;
  readonly changes: ChangeFeed;
  onError(error: unknown): void;
}

/** well below the time after which a runner counts as gone */
const presenceMs = 45_000;

export function createRunnerFeed({ sql, changes, onError }: Parts): RunnerFeed {
  const open = new Set<RunnerStream>();
  const timer = setInterval(() => {
    if (open.size > 0) sql.flush((transaction) => markPresent(transaction, present(open))).catch(onError);
  }, presenceMs);
  timer.unref();
  return {
    async attach(runner) {
      const deliver = commandSender(sql, runner);
      const unsubscribe = changes.subscribe(runner.tenantId, (change) => {
        hear(runner, change, () => void deliver().catch(onError));
      });
      open.add(runner);
      runner.stream.onClose(() => {
        unsubscribe();
        open.delete(runner);
      });
      try {
        await sql.flush((transaction) => markPresent(transaction, present([runner])));
        await deliver();
      } catch (error) {
        onError(error);
        runner.stream.end();
      }
    },
    close: () => clearInterval(timer),
  };
}

function present(runners: Iterable<RunnerStream>): PresentRunner[] {
  return [...runners].map(({ tenantId, userId, isPane }) => ({
    tenant_id: tenantId,
    user_id: userId,
    is_pane: isPane,
  }));
}

function hear({ userId, stream }: RunnerStream, { what }: Change, deliver: () => void): void {
  const isMeant = (ids: readonly string[] | 'everybody' | undefined): boolean =>
    ids === 'everybody' || (ids?.includes(userId) ?? false);
  if (isMeant(what.commandsFor)) deliver();
  if (isMeant(what.me)) stream.send({ type: 'me' } satisfies RunnerEvent);
  if (isMeant(what.removed)) {
    // signing up again tells the runner why
    stream.send({ type: 'me' } satisfies RunnerEvent);
    stream.end();
  }
}

/** Sends each waiting command once per stream, one look at a time so that they keep their order. */
function commandSender(sql: TenantSql, runner: RunnerStream): () => Promise<void> {
  const sent = new Set<string>();
  let last = Promise.resolve();
  const look = async (): Promise<void> => {
    const waiting = await sql.read(runner.tenantId, (transaction) =>
      readWaitingCommands(transaction, runner),
    );
    for (const command of waiting) {
      if (sent.has(command.id)) continue;
      sent.add(command.id);
      runner.stream.send({ type: 'command', command } satisfies RunnerEvent);
    }
  };
  return () => {
    last = last.then(look, look);
    return last;
  };
}
