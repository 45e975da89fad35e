// The pane's half inside Outlook without nested app authentication: opens the sign-in window, takes its one message.
// Access tokens live in memory until they end; then a person signs in again, because no refresh token crosses over.

import { SyncError } from '../../sync/model/error.ts';
import type { OfficeHost } from '../office-host.ts';
import { dialogMessage, type DialogMessage } from './dialog-messages.ts';
import { dialogFragment, type DialogPurpose } from './dialog-purpose.ts';
import type { MicrosoftAccount, MicrosoftSignIn } from './microsoft-sign-in.ts';

/** Resolves with what the window said; throws SyncError-coded text when it was closed or refused. */
export async function askInDialog(host: OfficeHost, purpose: DialogPurpose): Promise<DialogMessage> {
  const url = `${location.origin}/taskpane.html#${dialogFragment(purpose)}`;
  const message = dialogMessage.parse(JSON.parse(await host.askInDialog(url)));
  if (message.type === 'failed') throw new Error(message.code);
  return message;
}

const marginMs = 60_000;

export function createDialogMicrosoftSignIn(host: OfficeHost): MicrosoftSignIn {
  let account: MicrosoftAccount | null = null;
  let tokens: Extract<DialogMessage, { type: 'microsoft' }>['tokens'] = [];
  let isFresh = false;
  const find = (scopes: readonly string[]) =>
    tokens.find(
      (kept) =>
        scopes.every((scope) => kept.scopes.includes(scope)) && kept.expiresAtMs - marginMs > Date.now(),
    );
  const tokenWithEnd = (scopes: readonly string[]) => {
    const kept = find(scopes);
    if (!kept) return Promise.reject(new SyncError('sign-in-needed', { at: { side: 'microsoft' } }));
    return Promise.resolve({ token: kept.token, expiresAtMs: kept.expiresAtMs });
  };
  return {
    account: () => account,
    get isFresh() {
      return isFresh;
    },
    signIn: async () => {
      const message = await askInDialog(host, 'microsoft');
      if (message.type !== 'microsoft') throw new Error('unexpected_answer');
      ({ account, tokens } = message);
      isFresh = true;
    },
    token: async (scopes) => (await tokenWithEnd(scopes)).token,
    tokenWithEnd,
  };
}
