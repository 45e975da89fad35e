// Short ways to the states that tests start from.

import { randomUUID } from 'node:crypto';
import type { RunMessage } from '../../src/contract/runs.ts';
import type { SignUp } from '../../src/contract/runner-calls.ts';
import { z } from 'zod';
import { requestInit } from './relay-app.ts';
import type { Answer, TestRelay } from './relay-app.ts';
import { finishMessage, signUpBody } from './relay-messages.ts';
import { person } from './relay-tokens.ts';
import type { TestPerson } from './relay-tokens.ts';

export interface SignedUp {
  readonly person: TestPerson;
  readonly token: string;
  readonly id: string;
}

const withUserId = z.object({ userId: z.uuid() });

export async function signUp(
  relay: TestRelay,
  n: number,
  { name, body, tid }: { name?: string; body?: Partial<SignUp>; tid?: string } = {},
): Promise<SignedUp> {
  const someone = person(n, name);
  const token = await relay.runner(someone, tid);
  const answer = await relay.call(token, 'PUT', '/me', signUpBody(body));
  if (answer.status !== 200) throw new Error(`the sign-up was refused: ${answer.text}`);
  return { person: someone, token, id: withUserId.parse(answer.body).userId };
}

/** Reports a finished run; answers its run id. */
export async function finishRun(
  relay: TestRelay,
  user: SignedUp,
  changes: Partial<Extract<RunMessage, { state: 'finished' }>> & { readonly startedMs?: number } = {},
): Promise<string> {
  const { startedMs, ...message } = changes;
  const runId = randomUUID();
  const answer = await relay.call(
    user.token,
    'PUT',
    `/me/runs/${runId}`,
    finishMessage(startedMs ?? relay.clock.nowMs - 2_000, message),
  );
  if (answer.status !== 200) throw new Error(`the report was refused: ${answer.text}`);
  return runId;
}

/** Sends a command as an administrator, with an idempotency key of its own unless one is given. */
export async function sendCommand(
  relay: TestRelay,
  token: string,
  body: object,
  idempotencyKey: string = randomUUID(),
): Promise<Answer> {
  const { headers, ...init } = requestInit(token, 'POST', body);
  return relay.send('/api/v1/commands', {
    ...init,
    headers: { ...(headers as Record<string, string>), 'idempotency-key': idempotencyKey },
  });
}
