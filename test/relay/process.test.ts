import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestIssuer, person, runnerClaims, tenantId } from '../support/relay-tokens.ts';
import type { TestIssuer } from '../support/relay-tokens.ts';
import { requestInit } from '../support/relay-app.ts';
import { finishMessage, signUpBody } from '../support/relay-messages.ts';

jest.setTimeout(120_000);
const port = 46_621;
const origin = `http://127.0.0.1:${port}`;

interface Running {
  readonly child: ChildProcess;
  readonly exit: Promise<number | null>;
  readonly output: () => string;
}

/** `main.ts` in a process of its own, with this environment and nothing else. */
function startRelay(environment: Readonly<Record<string, string>>): Running {
  const child = spawn(process.execPath, ['--import', 'tsx', 'src/relay/main.ts'], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, exit, output: () => text };
}

async function untilReady({ output, child }: Running): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the relay ended: ${output()}`);
    const answer = await fetch(`${origin}/api/v1/health/ready`).catch(() => null);
    if (answer?.ok === true) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('npm run relay', () => {
  const directory = mkdtempSync(join(tmpdir(), 'relay-process-'));
  let issuer: TestIssuer;
  let identity: Server;
  let environment: Record<string, string>;
  const running: Running[] = [];
  const start = (more: Record<string, string> = {}): Running => {
    const relay = startRelay({ ...environment, ...more });
    running.push(relay);
    return relay;
  };
  beforeAll(async () => {
    issuer = await createTestIssuer();
    identity = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: [JSON.parse(issuer.publicKeyText)] }));
    });
    await new Promise<void>((resolve) => identity.listen(0, '127.0.0.1', resolve));
    const { port: keysPort } = identity.address() as AddressInfo;
    environment = {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATA_DIR: directory,
      LOG_LEVEL: 'warn',
      TOKEN_ISSUER: issuer.trusted.issuer,
      TOKEN_JWKS_URL: `http://127.0.0.1:${keysPort}/keys`,
      TENANTS: tenantId,
    };
  });
  afterAll(async () => {
    for (const { child, exit } of running) {
      child.kill('SIGKILL');
      await exit;
    }
    identity.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('stops with all mistakes when the environment is wrong', async () => {
    const relay = start({ PORT: 'x', TENANTS: '' });
    expect(await relay.exit).toBe(2);
    expect(relay.output()).toMatch(/PORT must be a port number\n {2}TENANTS must be set/);
  });

  it('loses no acknowledged report to kill -9, refuses a second process, and stops cleanly on SIGTERM', async () => {
    const first = start();
    await untilReady(first);
    expect(first.output()).toContain('a power cut may lose the last writes');
    const token = await issuer.sign(runnerClaims(person(1)));
    const put = async (path: string, body: object): Promise<number> =>
      (await fetch(`${origin}/api/v1${path}`, requestInit(token, 'PUT', body))).status;
    expect(await put('/me', signUpBody())).toBe(200);
    const runs = Array.from({ length: 20 }, () => randomUUID());
    const acknowledged = await Promise.all(
      runs.map((run) => put(`/me/runs/${run}`, finishMessage(Date.now()))),
    );
    first.child.kill('SIGKILL');
    expect(acknowledged).toEqual(runs.map(() => 200));
    await first.exit;
    // Another relay's place without a first start of its own, which takes seconds.
    const other = join(directory, 'other');
    cpSync(join(directory, 'relay'), join(other, 'relay'), { recursive: true });

    const second = start();
    await untilReady(second);
    const admin = await issuer.sign({ ...runnerClaims(person(2)), roles: ['Monitor.Admin'] });
    const users = (await (
      await fetch(`${origin}/api/v1/users?card=all`, requestInit(admin, 'GET'))
    ).json()) as {
      items: { id: string }[];
    };
    const history = await fetch(
      `${origin}/api/v1/users/${users.items[0]?.id ?? ''}/runs`,
      requestInit(admin, 'GET'),
    );
    expect(await history.json()).toMatchObject({ total: runs.length });

    const third = start({ PORT: String(port + 1) });
    expect(await third.exit).toBe(1);
    expect(third.output()).toContain(`in use by process ${second.child.pid ?? 0}`);
    const fourth = start({ DATA_DIR: other });
    expect(await fourth.exit).toBe(1);
    expect(fourth.output()).toContain('Choose another port with PORT');

    second.child.kill('SIGTERM');
    expect(await second.exit).toBe(0);
  });
});
