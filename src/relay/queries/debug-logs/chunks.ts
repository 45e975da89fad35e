// What runners hand in for a debug log, and the bundle made of it.

import {
  debugLimits,
  type DebugChunk,
  type DebugChunkAnswer,
  type DebugEntry,
} from '../../../contract/debug-logs.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import { ProblemError } from '../../problem-error.ts';
import type { UserKey } from './debug-logs.ts';

export interface ChunkCall extends UserKey {
  readonly logId: string;
  readonly chunk: DebugChunk;
  readonly nowMs: number;
}

/** A repeated chunk is taken once. Throws `not-found`, or `conflict` when the log ended too long ago. */
export async function writeChunk(sql: SqlTransaction, call: ChunkCall): Promise<DebugChunkAnswer> {
  const { chunk, nowMs } = call;
  const key = [call.tenantId, call.userId, call.logId];
  const [log] = await sql.query<{ entries: number; ends_ms: number }>(
    `SELECT entries, ends_ms FROM debug_logs
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND log_id = $3::uuid FOR UPDATE`,
    key,
  );
  if (log === undefined) throw new ProblemError('not-found');
  if (log.ends_ms + debugLimits.graceMs < nowMs)
    throw new ProblemError('conflict', { detail: 'this debug log has ended' });
  if (log.entries >= debugLimits.entriesPerLog) return { isFull: true };
  const written = await sql.query(
    `INSERT INTO debug_chunks (tenant_id, user_id, log_id, source, sequence, received_ms, entries)
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::int, $6::bigint, $7::jsonb)
     ON CONFLICT DO NOTHING RETURNING sequence`,
    [...key, chunk.source, chunk.sequence, nowMs, JSON.stringify(chunk.entries)],
  );
  if (written.length > 0)
    await sql.query(
      `UPDATE debug_logs SET entries = entries + $4::int, last_entry_ms = $5::bigint
       WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND log_id = $3::uuid`,
      [...key, chunk.entries.length, nowMs],
    );
  return { isFull: log.entries + chunk.entries.length >= debugLimits.entriesPerLog };
}

export interface ChunkPosition {
  readonly receivedMs: number;
  readonly source: string;
  readonly sequence: number;
}

export interface StoredChunk extends ChunkPosition {
  readonly entries: readonly DebugEntry[];
}

const chunksPerRead = 20;

/** Some chunks after a position, in the order of their arrival. */
export async function readChunks(
  sql: SqlTransaction,
  log: UserKey & { readonly logId: string },
  after: ChunkPosition | null,
): Promise<StoredChunk[]> {
  const rows = await sql.query<{
    received_ms: number;
    source: string;
    sequence: number;
    entries: readonly DebugEntry[];
  }>(
    `SELECT received_ms, source, sequence, entries FROM debug_chunks
     WHERE tenant_id = $1::uuid AND user_id = $2::uuid AND log_id = $3::uuid
       AND ($4::bigint IS NULL OR (received_ms, source, sequence) > ($4::bigint, $5::uuid, $6::int))
     ORDER BY received_ms, source, sequence LIMIT ${chunksPerRead}`,
    [
      log.tenantId,
      log.userId,
      log.logId,
      after?.receivedMs ?? null,
      after?.source ?? null,
      after?.sequence ?? null,
    ],
  );
  return rows.map(({ received_ms, ...row }) => ({ ...row, receivedMs: received_ms }));
}
