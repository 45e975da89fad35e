// A runner about its own user: sign up, read, choices.

import { me, signUp } from '../../../contract/runner-calls.ts';
import { isSwitchedOff } from '../../../contract/resolve-settings.ts';
import { userSettings, type UserSettings } from '../../../contract/settings.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { recordChange } from '../../queries/changes.ts';
import { ensureTenant } from '../../queries/tenants.ts';
import { readMe } from '../../queries/users/me.ts';
import { ownProfile } from '../../queries/users/profiles.ts';
import { signUp as signUpUser } from '../../queries/users/sign-up.ts';
import { readUserSettings, switchOwnSync, writeUserSettings } from '../../queries/users/user-settings.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['runner'];

export function registerMe(app: RelayApp, { sql, clock }: RelayContext): void {
  app.put('/me', {
    schema: { tags, summary: 'Sign up, or refresh the own row', body: signUp, response: { 200: me } },
    handler: (request) => {
      const caller = callerOf(request);
      const call = { caller, body: request.body, atMs: clock() };
      return sql.write(caller.tenantId, async (transaction) => {
        await ensureTenant(transaction, caller.tenantId, call.atMs);
        const userId = await signUpUser(transaction, call);
        // A pause or its end is for the person's other runners, too.
        const what = { users: [userId], ...(call.body.isPaused === null ? {} : { me: [userId] }) };
        await recordChange(transaction, caller.tenantId, { what, atMs: call.atMs });
        return readMe(transaction, caller, call.atMs);
      });
    },
  });

  app.get('/me', {
    schema: { tags, summary: 'The own row', response: { 200: me } },
    handler: (request) => {
      const caller = callerOf(request);
      return sql.read(caller.tenantId, (transaction) => readMe(transaction, caller, clock()));
    },
  });

  app.get('/me/settings', {
    schema: { tags, summary: 'The own choices per kind', response: { 200: userSettings } },
    handler: (request) => {
      const caller = callerOf(request);
      return sql.read(caller.tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        return (await readUserSettings(transaction, caller.tenantId, userId)) ?? { kinds: [] };
      });
    },
  });

  app.put('/me/settings', {
    schema: { tags, summary: 'Replace the own choices', body: userSettings, response: { 200: userSettings } },
    handler: (request) => {
      const caller = callerOf(request);
      return sql.write(caller.tenantId, async (transaction) => {
        const { userId } = await ownProfile(transaction, caller);
        const own = ownChoices(request.body);
        const user = { tenantId: caller.tenantId, userId };
        await writeUserSettings(transaction, user, own);
        await switchOwnSync(transaction, user, { isOff: isSwitchedOff(own), atMs: clock() });
        const what = { users: [userId], me: [userId] };
        await recordChange(transaction, caller.tenantId, { what, atMs: clock() });
        return own;
      });
    },
  });
}

/** Nobody can say of himself that an administrator decided: what a runner sends is the user's, or the default's. */
function ownChoices({ kinds }: UserSettings): UserSettings {
  return {
    kinds: kinds.map((kind) => ({ ...kind, setBy: kind.setBy === 'organisation' ? 'organisation' : 'user' })),
  };
}
