// A click whose answer got lost because the relay was starting anew.

import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { commandAccepted } from '../../../src/contract/commands.ts';
import { startTestRelay } from '../../support/relay-app.ts';
import { sendCommand, signUp } from '../../support/relay-people.ts';

it('a command that is sent again to the relay started anew is the same command', async () => {
  const before = await startTestRelay();
  const admin = await before.administrator();
  const { id } = await signUp(before, 1);
  const key = randomUUID();
  const body = { kind: 'sync-now', selection: { by: 'ids', ids: [id] } };
  const first = commandAccepted.parse((await sendCommand(before, admin, body, key)).body);
  await before.relay.close();

  const after = await startTestRelay({ database: before.database, issuers: [before.issuer.trusted] });
  const again = commandAccepted.parse((await sendCommand(after, admin, body, key)).body);
  expect(again.batchId).toBe(first.batchId);
  const progress = await after.call(admin, 'GET', `/commands/${first.batchId}`);
  expect(progress.body).toMatchObject({ counts: { sent: 1 } });
  await after.close();
});
