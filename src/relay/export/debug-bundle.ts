// A debug log as JSON lines, read a few chunks at a time: a head line with what it is, then its entries.

import { Readable } from 'node:stream';
import type { LogKey } from '../queries/debug-logs/links.ts';
import { readChunks, type ChunkPosition, type StoredChunk } from '../queries/debug-logs/chunks.ts';
import type { TenantSql } from '../tenant-sql.ts';

export function debugBundle(sql: TenantSql, log: LogKey): Readable {
  return Readable.from(lines(sql, log));
}

async function* lines(sql: TenantSql, log: LogKey): AsyncGenerator<string> {
  yield line({ type: 'debug-log', id: log.logId, format: 1 });
  let after: ChunkPosition | null = null;
  for (;;) {
    const from: ChunkPosition | null = after;
    const chunks: StoredChunk[] = await sql.read(log.tenantId, (transaction) =>
      readChunks(transaction, log, from),
    );
    const last: StoredChunk | undefined = chunks.at(-1);
    if (last === undefined) return;
    for (const { source, entries } of chunks)
      yield entries.map((entry) => line({ ...entry, source })).join('');
    after = last;
  }
}

function line(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
