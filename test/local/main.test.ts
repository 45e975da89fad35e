// npm start as a process: what it says, how it refuses, how it ends.
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { freePort, temporaryFolder } from '../sandbox/identity-bench.ts';
import { callSystem, startSystem, tokenOf } from '../support/system.ts';

interface Ended {
  readonly code: number | null;
  readonly errors: string;
}

async function run(environment: Readonly<Record<string, string>>): Promise<Ended> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/local/main.ts'], {
    env: { ...process.env, NODE_OPTIONS: '', ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, errors };
}

describe('npm start', () => {
  it('lists every mistake of the environment and ends with 2', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const { code, errors } = await run({ PORT: 'x', CROSS_ORIGIN: 'maybe', DATA_DIR: dataDir });
    expect(code).toBe(2);
    expect(errors).toContain('  PORT must be a whole number');
    expect(errors).toContain('  CROSS_ORIGIN must be 0 or 1');
    expect(existsSync(dataDir)).toBe(false);
  }, 60_000);

  it('refuses a foreign data folder untouched and ends with 1', async () => {
    const dataDir = temporaryFolder();
    writeFileSync(path.join(dataDir, 'letter.txt'), 'dear');
    const { code, errors } = await run({ PORT: '46190', DATA_DIR: dataDir });
    expect(code).toBe(1);
    expect(errors).toContain('holds files that are not ours. It was left untouched.');
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
  }, 60_000);

  it('names the port in use, ends with 1 and gives the folder back', async () => {
    const port = await freePort();
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const dataDir = path.join(temporaryFolder(), 'data');
    const { code, errors } = await run({ PORT: String(port), DATA_DIR: dataDir });
    other.close();
    expect(code).toBe(1);
    expect(errors).toContain(`Port ${port} (pane) is in use.`);
    expect(readdirSync(dataDir)).not.toContain('.lock');
  }, 60_000);

  it('serves everything on one origin and on own ports, refuses a second start, and ends cleanly', async () => {
    const dataDir = path.join(temporaryFolder(), 'data');
    const system = await startSystem({ port: 46_180, dataDir });
    try {
      const token = await tokenOf(system, 'graph', 'ana.ruiz');
      for (const base of [
        'https://localhost:46180/graph',
        system.endpoints.graph,
        `${system.endpoints.graph}/graph`,
      ]) {
        const answer = await callSystem(system, `${base}/v1.0/me`, { token });
        expect(answer.json()).toMatchObject({ displayName: 'Ana Ruiz' });
      }
      const config = await callSystem(system, 'https://localhost:46180/api/v1/me', {
        token: await tokenOf(system, 'relay', 'admin'),
      });
      expect(config.status).toBeLessThan(500);
      const { code, errors } = await run({ PORT: '46190', DATA_DIR: dataDir });
      expect(code).toBe(1);
      expect(errors).toContain(`${dataDir} is in use by process`);
    } finally {
      const askedAtMs = Date.now();
      await system.stop();
      expect(Date.now() - askedAtMs).toBeLessThan(10_000);
    }
    expect(system.output()).toMatch(/^Ready: https:\/\/localhost:46180$/m);
    expect(system.output().trim().split('\n').at(-1)).toBe('Stopping …');
    expect(readdirSync(dataDir)).not.toContain('.lock');
  }, 180_000);
});
