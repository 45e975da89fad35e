import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { SqlDatabase } from '../../src/database/sql-database.ts';
import { startTestRelay } from '../support/relay-app.ts';
import { openRelayDatabase } from '../support/relay-database.ts';
import { finishMessage } from '../support/relay-messages.ts';
import { signUp } from '../support/relay-people.ts';

const runPath = '/me/runs/5a1e5000-0000-4000-8000-00000000abcd';

/** A database whose next transaction waits at its door. */
function heldDatabase(real: SqlDatabase): { database: SqlDatabase; hold(): Promise<() => void> } {
  let door: { readonly opened: Promise<void>; reached(): void } | null = null;
  return {
    database: {
      ...real,
      async transaction(scope, work) {
        const held = door;
        door = null;
        held?.reached();
        await held?.opened;
        return real.transaction(scope, work);
      },
    },
    hold: () => {
      let open = (): void => undefined;
      const opened = new Promise<void>((resolve) => (open = resolve));
      return new Promise((resolve) => {
        door = {
          opened,
          reached: () => {
            resolve(open);
          },
        };
      });
    },
  };
}

describe('a relay that stops', () => {
  it('answers what is under way, asks what is new to come back, and calls none of it a fault', async () => {
    const { database, hold } = heldDatabase(await openRelayDatabase());
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    const relay = await startTestRelay({
      database,
      logger: fastify({ logger: { level: 'error', stream } }).log,
    });
    const user = await signUp(relay, 1);
    const reached = hold();
    const answer = relay.call(user.token, 'GET', '/me');
    const open = await reached;
    const closing = relay.relay.close();
    const late = await relay.call(user.token, 'PUT', runPath, finishMessage(relay.clock.nowMs));
    expect(late).toMatchObject({ status: 503, body: { code: 'unavailable', retryAfterMs: 5_000 } });
    open();
    expect((await answer).status).toBe(200);
    await closing;
    await database.close();
    expect(lines).toEqual([]);
  });
});
