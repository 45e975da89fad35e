// A PostgreSQL server for tests: DATABASE_URL if set, else a throw-away one from the system's binaries (as another user
// when we are root, which PostgreSQL refuses). null when there is neither; callers must say that they skip.

import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import pg from 'pg';

export interface PostgresServer {
  /** an empty database of its own */
  readonly url: string;
  stop(): Promise<void>;
}

const binaries = '/usr/lib/postgresql';

export async function startPostgres(port: number): Promise<PostgresServer | null> {
  const given = process.env['DATABASE_URL'];
  if (given !== undefined && given !== '') return createDatabase(given, async () => undefined);
  const versions = existsSync(binaries) ? readdirSync(binaries).sort() : [];
  const bin = versions
    .map((version) => join(binaries, version, 'bin'))
    .findLast((path) => existsSync(join(path, 'initdb')));
  if (bin === undefined) return null;
  const owner: Partial<SystemUser> | null = process.getuid?.() === 0 ? systemUser('postgres') : {};
  if (owner === null) return null;
  const directory = mkdtempSync(join(tmpdir(), 'postgres-'));
  if (owner.uid !== undefined && owner.gid !== undefined) chownSync(directory, owner.uid, owner.gid);
  const data = join(directory, 'data');
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], {
    ...owner,
    stdio: 'ignore',
  });
  const settings = ['fsync=off', 'listen_addresses=127.0.0.1', `unix_socket_directories=${directory}`];
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
    { ...owner, stdio: 'ignore' },
  );
  return createDatabase(`postgres://postgres@127.0.0.1:${port}/postgres`, async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGQUIT');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  });
}

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

function systemUser(name: string): SystemUser | null {
  try {
    const id = (flag: string): number => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

async function createDatabase(admin: string, stopServer: () => Promise<void>): Promise<PostgresServer> {
  const name = `sales_sync_test_${process.pid}_${Date.now()}`;
  await ask(admin, `CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async stop() {
      await ask(admin, `DROP DATABASE ${name} WITH (FORCE)`);
      await stopServer();
    },
  };
}

/** The server needs a moment after its start. */
async function ask(url: string, statement: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query(statement);
      return;
    } catch (error) {
      if (attempt === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
