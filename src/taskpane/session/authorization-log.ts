// Since when each sign-in is in its state, as the relay and the screens tell it. Kept on the device: a reload of the
// pane must not make an old expiry look new.

import { z } from 'zod';
import { authorizations, type Authorizations } from '../../contract/authorization.ts';
import { toInstant } from '../../contract/wire.ts';
import type { PaneValues } from '../../store/dexie/pane-values.ts';
import type { CauseCode } from '../../sync/model/cause.ts';
import type { Side } from '../../sync/model/side.ts';
import type { SignInTerm } from '../sign-in/sales-sign-in.ts';

export interface AuthorizationLog {
  get(): Authorizations;
  set(side: Side, state: 'active' | 'expired' | 'missing', facts?: AuthorizationFacts): Promise<void>;
}

export interface AuthorizationFacts {
  readonly cause?: CauseCode | null;
  /** of a sign-in whose end is known */
  readonly term?: SignInTerm | null;
}

const rowName = 'authorizations';

export async function openAuthorizationLog(
  values: Pick<PaneValues, 'get' | 'put'>,
): Promise<AuthorizationLog> {
  const stored = z
    .nullable(authorizations)
    .catch(null)
    .parse((await values.get(rowName)) ?? null);
  const missing = { state: 'missing', since: toInstant(Date.now()), endsAt: null, cause: null } as const;
  let current: Authorizations = stored ?? { microsoft: missing, sales: missing };
  return {
    get: () => current,
    set: async (side, state, { cause = null, term = null } = {}) => {
      const before = current[side];
      const endsAt = term?.endsAt ?? null;
      if (before.state === state && before.cause === cause && before.endsAt === endsAt) return;
      const since = term?.beganAt ?? (before.state === state ? before.since : toInstant(Date.now()));
      current = { ...current, [side]: { state, since, endsAt, cause } };
      await values.put(rowName, current);
    },
  };
}
