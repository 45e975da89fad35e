// What an administrator can do about a cause from here. Where the mending happens elsewhere (a role in Sales, a policy at
// Microsoft), a run shows whether it worked.

import type { CommandKind } from '../../../contract/commands.ts';
import { remedies } from '../../../contract/remedies.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';

export type Fix =
  /** a command that can be tried on one and then sent to the rest */
  | { readonly type: 'try'; readonly kind: Extract<CommandKind, 'sync-now' | 'full-sync' | 'enable'> }
  /** each user has other credentials: no fix for many */
  | { readonly type: 'credentials' }
  | { readonly type: 'ask' }
  | { readonly type: 'user' }
  | { readonly type: 'wait' };

export function fixOf(cause: CauseCode): Fix {
  // A code that is newer than this build is looked after by whoever runs the service.
  const remedy = Object.hasOwn(remedies, cause) ? remedies[cause] : remedies.unknown;
  const { action, fixer } = remedy;
  switch (action) {
    case 'sign-in-microsoft':
    case 'sign-in-sales':
      return { type: 'ask' };
    case 'update-credentials':
      return { type: 'credentials' };
    case 'run-full-sync':
      return { type: 'try', kind: 'full-sync' };
    case 'enable-user':
      return { type: 'try', kind: 'enable' };
    case 'check-service':
      return { type: 'try', kind: 'sync-now' };
    default:
      return { type: fixer === 'wait' ? 'wait' : 'user' };
  }
}
