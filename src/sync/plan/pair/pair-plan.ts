// What the planner is given for one pair or one record without a link, and what it answers: rows to store, writes to
// send, lines to show. All of one plan is accepted in one commit or not at all.

import type { Answer, Conflict, ConflictCandidate, KeptValue } from '../../model/decision.ts';
import type { LinkKey } from '../../model/ids.ts';
import type { Link } from '../../model/link.ts';
import type { PlanItem } from '../../model/plan.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { Intent } from '../../model/write.ts';
import type { Account } from '../../ports/remote.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';

/** How the company of the Outlook record resolves to an account (A4). */
export type AccountAnswer =
  | { readonly type: 'known'; readonly accountId: string }
  /** several accounts, or none */
  | { readonly type: 'ambiguous'; readonly candidates: readonly Account[] }
  /** nothing goes to Sales that needs one */
  | { readonly type: 'not-asked' };

/** Rows that are settled when the plan is accepted, and how often they failed before. */
export interface PlanOrigin {
  readonly rowIds: readonly string[];
  readonly attempts: number;
}

export interface PairInput {
  readonly link: Link;
  /** null: proven deleted (G2) */
  readonly microsoft: RemoteRecord | null;
  readonly sales: RemoteRecord | null;
  readonly conflict: Conflict | null;
  readonly answer: Answer | null;
  readonly restore: readonly KeptValue[];
  readonly isBroughtBack: boolean;
  readonly account: AccountAnswer;
  /** D20: what a pair whose Sales record died could be linked to instead */
  readonly candidates: readonly ConflictCandidate[];
  /** a living item without a link that carries the pair's key in place of the one that died (A6); null: none */
  readonly replacement: RemoteRecord | null;
  /** where both records died: what another engine made of the replacement in Sales (A6); null: nothing */
  readonly made: RemoteRecord | null;
  /** keys that the found records bear and that other pairs have: a copy bears the key of its original */
  readonly taken: ReadonlySet<LinkKey>;
  readonly origin: PlanOrigin;
}

export interface PairPlan {
  readonly key: LinkKey;
  readonly origin: PlanOrigin;
  readonly operations: readonly StoreOperation[];
  readonly intents: readonly Intent[];
  /** what a person is shown (P2); adopting and holding stand here too */
  readonly items: readonly PlanItem[];
  /** `removed-by-you` pairs for the relay (D11) */
  readonly releases: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** not possible now: its rows stay and are looked at again later */
  readonly isDeferred: boolean;
  /** set when the plan would delete there: it waits for the guard (G1) */
  readonly deletesOn: Side | null;
  /** what stands in for the delete when a person decides to keep both copies (G1) */
  readonly instead: readonly StoreOperation[];
}

export function emptyPlan(key: LinkKey, origin: PlanOrigin): PairPlan {
  return {
    key,
    origin,
    operations: [],
    intents: [],
    items: [],
    releases: { added: [], removed: [] },
    isDeferred: false,
    deletesOn: null,
    instead: [],
  };
}
