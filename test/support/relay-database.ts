// An embedded database, with the relay's schema or empty, from one dump per machine and schema: 0.4 s instead of 2.5 s.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openEmbeddedDatabase } from '../../src/database/embedded-database.ts';
import type { EmbeddedDatabase, EmbeddedOptions } from '../../src/database/embedded-database.ts';
import { migrate, type Migration } from '../../src/database/migrate.ts';
import { hotTables, migrations } from '../../src/relay/migrations/migrations.ts';

/** A first start of the database takes seconds, on a busy machine tens of them. */
jest.setTimeout(90_000);

export function openRelayDatabase(): Promise<EmbeddedDatabase> {
  return openFrom(migrations, { hotTables });
}

/** With nothing in it, as a first start makes it. */
export function openEmptyDatabase(options: EmbeddedOptions = { hotTables: [] }): Promise<EmbeddedDatabase> {
  return openFrom([], options);
}

async function openFrom(schema: readonly Migration[], options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const path = dumpPath(schema);
  if (!existsSync(path)) await writeDump(schema, path);
  const content = new Blob([await readFile(path)]);
  return openEmbeddedDatabase({ ...options, content });
}

function dumpPath(schema: readonly Migration[]): string {
  const digest = createHash('sha256');
  for (const { script } of schema) digest.update(script);
  return join(
    tmpdir(),
    `sales-sync-relay-${digest.digest('hex').slice(0, 16)}-${process.getuid?.() ?? 0}.tar`,
  );
}

/** By rename: several test files may find it missing at once. */
async function writeDump(schema: readonly Migration[], path: string): Promise<void> {
  const database = await openEmbeddedDatabase({ hotTables: [] });
  if (schema.length > 0) await migrate(database, schema);
  const dump = await database.dump();
  await database.close();
  const own = `${path}.${process.pid}`;
  await writeFile(own, Buffer.from(await dump.arrayBuffer()));
  await rename(own, path);
}
