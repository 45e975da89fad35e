// Writes what a runner says about its user's two sign-ins, and that it was seen.

import type { Authorization } from '../../../contract/authorization.ts';
import { fromInstant } from '../../../contract/wire.ts';
import type { SignUp } from '../../../contract/runner-calls.ts';
import type { SqlTransaction } from '../../../database/sql-database.ts';
import type { Caller } from '../../identity/caller.ts';
import { nowMs, paneKeepsMs } from '../database-time.ts';
import { runnerSilentMs } from './user-row.ts';

export interface SignUpCall {
  readonly caller: Caller;
  readonly body: SignUp;
  readonly atMs: number;
}

interface Target {
  readonly userId: string;
  readonly isWrongSalesAccount: boolean;
}

const kept = (column: string, value: string): string =>
  `CASE WHEN is_kept THEN s.${column} ELSE ${value} END`;

function writtenOf(side: 'microsoft' | 'sales'): Readonly<Record<string, string>> {
  const since = `${side}_since_ms`;
  const sameState = `s.${side}_state = n.${side}_state`;
  return {
    [since]: kept(since, `CASE WHEN ${sameState} THEN s.${since} ELSE n.${since} END`),
    [`${side}_state`]: kept(`${side}_state`, `n.${side}_state`),
    [`${side}_ends_ms`]: kept(`${side}_ends_ms`, `n.${side}_ends_ms`),
    [`${side}_cause`]: kept(`${side}_cause`, `n.${side}_cause`),
  };
}

/** Column by column; `is_kept`: the word of an earlier runner stands. `$3` is the runner that speaks, `$4` its version. */
const written: Readonly<Record<string, string>> = {
  ...writtenOf('microsoft'),
  ...writtenOf('sales'),
  runner: kept('runner', '$3::text'),
  client_version: kept('client_version', '$4::text'),
  // A background runner that takes over begins at once: it is late when that run does not come.
  next_run_ms: `CASE WHEN NOT is_kept AND $3::text <> 'pane' AND s.runner IS DISTINCT FROM $3::text
    THEN ${nowMs} ELSE s.next_run_ms END`,
  runner_seen_ms: `CASE WHEN is_kept AND $3::text = 'pane' THEN s.runner_seen_ms ELSE ${nowMs} END`,
  pane_seen_ms: `CASE WHEN NOT is_kept AND $3::text = 'pane' THEN ${nowMs} ELSE s.pane_seen_ms END`,
};

/**
 * A background run knows less than a pane that is open: while the pane was seen in the last 10 minutes its word stands.
 * But a pane without both sign-ins does no work, and must neither stop nor speak for a background runner that does.
 * `since` stays while the state stays, whatever the runner's clock says. A person's own sign-in answers an administrator
 * who asked for it. A pause is the person's word and not the runner's: it holds from whatever pane it comes.
 */
export async function writeAuthorizations(
  sql: SqlTransaction,
  call: SignUpCall,
  target: Target,
): Promise<void> {
  const { runner, clientVersion, authorizations, interactive, isPaused } = call.body;
  const wrong: Authorization = {
    state: 'missing',
    since: new Date(call.atMs).toISOString(),
    endsAt: null,
    cause: 'wrong-sales-account',
  };
  const sides = {
    microsoft: toStored(authorizations.microsoft, call.atMs),
    sales: toStored(target.isWrongSalesAccount ? wrong : authorizations.sales, call.atMs),
  };
  const canWork = sides.microsoft.state === 'active' && sides.sales.state === 'active';
  const works =
    runner !== 'pane'
      ? `s.pane_seen_ms > ${nowMs} - ${paneKeepsMs}`
      : canWork
        ? 'false'
        : `s.runner <> 'pane' AND s.runner_seen_ms > ${nowMs} - ${runnerSilentMs}`;
  const set = Object.entries(written);
  await sql.query(
    `UPDATE user_status s SET
       (${set.map(([column]) => column).join(', ')}) = (
         SELECT ${set.map(([, value]) => value).join(', ')}
         -- NULL before the first runner
         FROM (SELECT coalesce(${works}, false) AS is_kept) AS known),
       sign_in_asked_ms = CASE WHEN $6::boolean THEN NULL ELSE s.sign_in_asked_ms END,
       paused_ms = CASE WHEN $7::boolean THEN coalesce(s.paused_ms, $8::bigint)
         WHEN NOT $7::boolean THEN NULL ELSE s.paused_ms END,
       version = s.version + 1
     FROM jsonb_to_record($5::jsonb) AS n(
       microsoft_state text, microsoft_since_ms bigint, microsoft_ends_ms bigint, microsoft_cause text,
       sales_state text, sales_since_ms bigint, sales_ends_ms bigint, sales_cause text)
     WHERE s.tenant_id = $1::uuid AND s.user_id = $2::uuid`,
    [
      call.caller.tenantId,
      target.userId,
      runner,
      clientVersion,
      JSON.stringify(named(sides)),
      runner === 'pane' && interactive,
      runner === 'pane' ? isPaused : null,
      call.atMs,
    ],
  );
}

interface Stored {
  readonly state: string;
  readonly since_ms: number;
  readonly ends_ms: number | null;
  readonly cause: string | null;
}

function toStored(authorization: Authorization, atMs: number): Stored {
  return {
    state: authorization.state,
    since_ms: Math.min(fromInstant(authorization.since), atMs),
    ends_ms: authorization.endsAt === null ? null : fromInstant(authorization.endsAt),
    cause: authorization.state === 'active' ? null : authorization.cause,
  };
}

function named(
  sides: Readonly<Record<'microsoft' | 'sales', Stored>>,
): Record<string, string | number | null> {
  return Object.fromEntries(
    Object.entries(sides).flatMap(([side, stored]) =>
      Object.entries(stored).map(([key, value]: [string, string | number | null]) => [
        `${side}_${key}`,
        value,
      ]),
    ),
  );
}
