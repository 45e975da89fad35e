// An embedded database with the relay's schema, from one dump per machine and schema: 0.4 s instead of 2.5 s.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openEmbeddedDatabase } from '../../src/database/embedded-database.ts';
import type { EmbeddedDatabase } from '../../src/database/embedded-database.ts';
import { migrate } from '../../src/database/migrate.ts';
import { hotTables, migrations } from '../../src/relay/migrations/migrations.ts';

/** A first start of the database takes seconds, on a busy machine tens of them. */
jest.setTimeout(90_000);

export async function openRelayDatabase(): Promise<EmbeddedDatabase> {
  const path = dumpPath();
  if (!existsSync(path)) await writeDump(path);
  const content = new Blob([await readFile(path)]);
  return openEmbeddedDatabase({ content, hotTables });
}

function dumpPath(): string {
  const digest = createHash('sha256');
  for (const { script } of migrations) digest.update(script);
  return join(
    tmpdir(),
    `sales-sync-relay-${digest.digest('hex').slice(0, 16)}-${process.getuid?.() ?? 0}.tar`,
  );
}

/** By rename: several test files may find it missing at once. */
async function writeDump(path: string): Promise<void> {
  const database = await openEmbeddedDatabase({ hotTables });
  await migrate(database, migrations);
  const dump = await database.dump();
  await database.close();
  const own = `${path}.${process.pid}`;
  await writeFile(own, Buffer.from(await dump.arrayBuffer()));
  await rename(own, path);
}
