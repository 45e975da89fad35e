import { Writable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { SqlError } from '../../src/database/sql-database.ts';
import { loggableError } from '../../src/relay/loggable-error.ts';
import { startTestRelay } from '../support/relay-app.ts';
import { finishMessage, signUpBody } from '../support/relay-messages.ts';
import { person } from '../support/relay-tokens.ts';

describe('the log', () => {
  it('has a line with the request id for each answer, and no token, address, e-mail or name', async () => {
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const relay = await startTestRelay({ logger: fastify({ logger: { level: 'trace', stream } }).log });
    const ana = person(1, 'Ana Ruiz');
    const token = await relay.runner(ana);
    await relay.call(
      token,
      'PUT',
      '/me',
      signUpBody({ salesUserName: 'ana.sales', salesDisplayName: 'Ana Ruiz' }),
    );
    await relay.call(token, 'PUT', `/me/runs/${randomUUID()}`, finishMessage(relay.clock.nowMs));
    const search = await relay.call(await relay.administrator(), 'GET', '/users?card=all&q=Ruiz');
    await relay.call(token, 'PUT', '/me', { email: ana.email });
    await relay.close();
    const log = lines.filter((line) => !line.includes('Server listening')).join('');
    expect(log).toContain(search.headers.get('x-request-id'));
    expect(log).toContain('"route":"/api/v1/users"');
    for (const secret of [
      token,
      token.split('.')[2] ?? '',
      ana.email,
      'Ruiz',
      'ana.sales',
      ana.oid,
      '127.0.0.1',
    ])
      expect(log).not.toContain(secret);
  });

  it('keeps what kind of error it was, without the values that a database quotes', () => {
    const cause = Object.assign(new Error('Key (email)=(ana@contoso.example) already exists "x"'), {
      code: '23505',
    });
    const logged = loggableError(
      new SqlError('unique-violation', 'invalid value "ana@contoso.example"', { cause }),
    );
    expect(logged).toMatchObject({ name: 'SqlError', code: 'unique-violation', cause: { code: '23505' } });
    expect(JSON.stringify(logged)).not.toContain('contoso');
    expect(logged.at[0]).toMatch(/log\.test/);
  });
});
