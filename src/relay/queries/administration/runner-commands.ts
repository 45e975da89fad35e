// The runner's side of commands: what waits for it, and what it answers.

import type { CommandAnswer, CommandKind, RunnerCommand } from '../../../contract/commands.ts';
import { toInstant } from '../../../contract/wire.ts';
import { nowMs, paneKeepsMs } from '../database-time.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';

interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

/**
 * Oldest first. A command that was seen but not ended comes again: its runner may have died over it. While the user's
 * pane is open the commands are the pane's: a background run that does nothing meanwhile must not answer them. To ask for
 * a sign-in is always the pane's: nobody looks at a background run.
 */
export async function readWaitingCommands(
  sql: SqlTransaction,
  user: UserKey & { readonly isPane: boolean },
): Promise<RunnerCommand[]> {
  const rows = await sql.query<{
    command_id: string;
    kind: CommandKind;
    reason: string | null;
    sent_ms: number;
  }>(
    `SELECT command_id, kind, reason, sent_ms FROM commands
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND state IN ('sent', 'seen')
       AND ($3::boolean OR kind <> 'ask-to-sign-in' AND NOT EXISTS (
         SELECT 1 FROM user_status s
         WHERE s.tenant_id = $1::uuid AND s.user_id = $2::uuid AND s.pane_seen_ms > ${nowMs} - ${paneKeepsMs}))
     ORDER BY position LIMIT 200`,
    [user.tenantId, user.userId, user.isPane],
  );
  return rows.map(({ command_id, kind, reason, sent_ms }) => ({
    id: command_id,
    kind,
    reason,
    sentAt: toInstant(sent_ms),
  }));
}

/** Answers the batch when the state changed, null for a repeated answer. Throws `not-found` or `conflict`. */
export async function answerCommand(
  sql: SqlTransaction,
  user: UserKey,
  answer: CommandAnswer & { readonly commandId: string; readonly atMs: number },
): Promise<string | null> {
  const key = [user.tenantId, user.userId, answer.commandId];
  const [changed] = await sql.query<{ batch_id: string }>(
    `UPDATE commands SET state = $4::text, refusal = $5::text, answered_ms = $6::bigint
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND command_id = $3::uuid
       AND state IN ('sent', 'seen') AND state <> $4::text
     RETURNING batch_id`,
    [...key, answer.state, answer.state === 'refused' ? (answer.reason ?? 'failed') : null, answer.atMs],
  );
  if (changed !== undefined) return changed.batch_id;
  const [known] = await sql.query<{ state: string }>(
    'SELECT state FROM commands WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND command_id = $3::uuid',
    key,
  );
  if (known === undefined) throw new ProblemError('not-found');
  // a late `seen` after the end, or the same answer twice: nothing to do
  if (known.state === answer.state || answer.state === 'seen') return null;
  throw new ProblemError('conflict', { detail: `the command is ${known.state} already` });
}
