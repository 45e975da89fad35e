// The dialog of the action that was chosen.

import { CommandDialog } from './CommandDialog.tsx';
import { CredentialsDialog } from './CredentialsDialog.tsx';
import { DebugLogsDialog } from '../debug-logs/DebugLogsDialog.tsx';
import type { Acting } from './use-acting.ts';

export function ActionDialog({ acting }: { readonly acting: Acting }) {
  const { chosen, close } = acting;
  if (!chosen) return null;
  const { kind, target } = chosen;
  if (kind !== 'credentials' && kind !== 'debug-logs')
    return (
      <CommandDialog kind={kind} selection={target.selection} notListed={target.notListed} onClose={close} />
    );
  if (!target.user) return null;
  if (kind === 'credentials') return <CredentialsDialog user={target.user} onClose={close} />;
  return (
    <DebugLogsDialog
      userId={target.user.id}
      displayName={target.user.displayName}
      onClose={() => {
        close(false);
      }}
    />
  );
}
