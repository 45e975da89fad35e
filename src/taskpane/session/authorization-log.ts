// Since when each sign-in is in its state, as the relay and the screens tell it. Kept on the device: a reload of the
// pane must not make an old expiry look new.

import { z } from 'zod';
import { authorizations, type Authorizations } from '../../contract/authorization.ts';
import { toInstant } from '../../contract/wire.ts';
import type { PaneValues } from '../../store/dexie/pane-values.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import type { Side } from '../../sync/model/side.ts';

export interface AuthorizationLog {
  get(): Authorizations;
  set(side: Side, state: 'active' | 'expired' | 'missing', cause: CauseCode | null): Promise<void>;
}

const rowName = 'authorizations';

export async function openAuthorizationLog(values: PaneValues): Promise<AuthorizationLog> {
  const stored = z
    .nullable(authorizations)
    .catch(null)
    .parse((await values.get(rowName)) ?? null);
  const missing = { state: 'missing', since: toInstant(Date.now()), endsAt: null, cause: null } as const;
  let current: Authorizations = stored ?? { microsoft: missing, sales: missing };
  return {
    get: () => current,
    set: async (side, state, cause) => {
      const before = current[side];
      if (before.state === state && before.cause === cause) return;
      const since = before.state === state ? before.since : toInstant(Date.now());
      current = { ...current, [side]: { state, since, endsAt: null, cause } };
      await values.put(rowName, current);
    },
  };
}
