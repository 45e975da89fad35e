import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startTestRelay } from '../../support/relay-app.ts';
import type { TestRelay } from '../../support/relay-app.ts';
import { activeAuthorization, signUpBody } from '../../support/relay-messages.ts';
import { finishRun, sendCommand, signUp } from '../../support/relay-people.ts';
import type { SignedUp } from '../../support/relay-people.ts';
import { openStream } from '../../support/relay-stream.ts';

const expired = { ...activeAuthorization, state: 'expired' as const };
const signedOut = signUpBody({ authorizations: { microsoft: activeAuthorization, sales: expired } });

describe('Ask to Sign In', () => {
  let relay: TestRelay;
  let admin: string;
  let user: SignedUp;
  let other: SignedUp;
  let n = 0;
  beforeAll(async () => {
    relay = await startTestRelay();
    admin = await relay.administrator();
  });
  beforeEach(async () => {
    user = await signUp(relay, (n += 1));
    other = await signUp(relay, (n += 1));
  });
  afterAll(() => relay.close());

  const selection = () => ({ by: 'ids', ids: [user.id, other.id] });
  const send = (kind: string) => sendCommand(relay, admin, { kind, selection: selection() });

  it('[M6] hits only those whom a sign-in helps: it is missing, ends soon, or is to blame', async () => {
    const asked = async (): Promise<unknown> =>
      (
        await relay.call(admin, 'POST', '/commands?dryRun=true', {
          kind: 'ask-to-sign-in',
          selection: selection(),
        })
      ).body;
    const nobody = {
      hits: 0,
      skips: 2,
      skippedUsers: [
        { userId: user.id, reason: 'signed-in' },
        { userId: other.id, reason: 'signed-in' },
      ],
    };
    const first = { hits: 1, hitUsers: [{ userId: user.id }], skippedUsers: [{ userId: other.id }] };
    expect(await asked()).toMatchObject(nobody);
    await relay.call(user.token, 'PUT', '/me', signedOut);
    expect(await asked()).toMatchObject(first);
    const inDays = (days: number): string => new Date(relay.clock.nowMs + days * 86_400_000).toISOString();
    for (const [days, answer] of [
      [6, first],
      [8, nobody],
    ] as const) {
      const ends = { ...activeAuthorization, since: inDays(-90), endsAt: inDays(days) };
      await relay.call(
        user.token,
        'PUT',
        '/me',
        signUpBody({ authorizations: { microsoft: ends, sales: ends } }),
      );
      expect(await asked()).toMatchObject(answer);
    }
    await finishRun(relay, user, { outcome: 'failed', cause: 'wrong-mailbox' });
    expect(await asked()).toMatchObject(first);
    await finishRun(relay, user, { outcome: 'failed', cause: 'throttled' });
    expect(await asked()).toMatchObject(nobody);
  });

  it('[M6] stands from the first time until the person signs in, for the pane alone', async () => {
    const askedAt = async (body: object): Promise<unknown> =>
      ((await relay.call(user.token, 'PUT', '/me', body)).body as { signInAskedAt: unknown }).signInAskedAt;
    await relay.call(user.token, 'PUT', '/me', signedOut);
    await relay.database.query(
      'UPDATE user_status SET pane_seen_ms = pane_seen_ms - 600001 WHERE user_id = $1::uuid',
      [user.id],
    );
    const background = await openStream(relay, user.token, '/me/events?runner=delegated');
    const firstAt = new Date(relay.clock.nowMs).toISOString();
    await send('ask-to-sign-in');
    relay.clock.nowMs += 60_000;
    await send('ask-to-sign-in');
    await send('disable');
    const pushed = await background.next(({ data }) => data.type === 'command');
    expect(pushed.data).toMatchObject({ command: { kind: 'disable' } });
    background.close();
    expect(await askedAt(signUpBody({ runner: 'delegated', interactive: true }))).toBe(firstAt);
    expect(await askedAt(signUpBody())).toBe(firstAt);
    expect(await askedAt(signUpBody({ interactive: true }))).toBeNull();
    expect(await askedAt(signUpBody())).toBeNull();
  });
});
