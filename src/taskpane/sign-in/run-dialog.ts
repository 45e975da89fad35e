// The code of the sign-in window that Outlook opens: signs in by redirect, then hands the result to the pane and waits
// to be closed. Its own storage is not the pane's (browsers partition it), so nothing but the message gets across.

import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import { createMicrosoftSignIn } from './microsoft-sign-in.ts';
import { completeSalesSignIn, leaveForSalesSignIn } from './sales-sign-in.ts';
import type { DialogMessage } from './dialog-messages.ts';
import { dialogFragment, type DialogPurpose } from './dialog-purpose.ts';

export async function runDialog(
  purpose: DialogPurpose,
  configuration: PaneConfiguration,
  tell: (message: DialogMessage) => void,
): Promise<void> {
  try {
    const message = purpose === 'microsoft' ? await microsoft(configuration) : await sales(configuration);
    if (message) tell(message);
  } catch (error) {
    tell({ type: 'failed', code: error instanceof Error ? error.message : 'unknown' });
  }
}

/** null while the window is on its way to the identity provider */
async function microsoft({ microsoft: config }: PaneConfiguration): Promise<DialogMessage | null> {
  const signIn = await createMicrosoftSignIn(config, { canNest: false });
  const account = signIn.account();
  if (!signIn.isFresh || !account) {
    await signIn.signIn();
    return null;
  }
  const sets = [config.relayScopes, config.graphScopes];
  const tokens = await Promise.all(
    sets.map(async (scopes) => ({ scopes, ...(await signIn.tokenWithEnd(scopes)) })),
  );
  return { type: 'microsoft', account, tokens };
}

async function sales({ sales: config }: PaneConfiguration): Promise<DialogMessage | null> {
  const returned = await completeSalesSignIn(config);
  switch (returned.result) {
    case 'none':
      await leaveForSalesSignIn(config, dialogFragment('sales'));
      return null;
    case 'refused':
      return { type: 'failed', code: returned.code };
    case 'signed-in':
      return { type: 'sales', refreshToken: returned.refreshToken };
  }
}
