// What the planner decided for one pair or one unlinked record, before it becomes writes.

import type { Digest, LinkKey } from './ids.ts';
import type { RecordKind, RecordRef, UnitName, UnitValue } from './record.ts';
import type { Side } from './side.ts';

/** What a side did since its base. */
export type Since = 'unchanged' | 'updated' | 'deleted';

/** One unit changed on both sides to different values (D5), or to be asked (D16). */
export interface ContestedUnit {
  readonly unit: UnitName;
  readonly microsoft: UnitValue;
  readonly sales: UnitValue;
  readonly microsoftDigest: Digest;
  readonly salesDigest: Digest;
}

export type ConflictQuestion =
  /** which value is right (D16) */
  | 'fields'
  /** edited here, deleted there (D6, D8 with ask-user; D20 always) */
  | 'deleted-in-sales'
  | 'deleted-in-microsoft';

/** A question that waits for a person. Kept with both values; answered once (D16). */
export interface Conflict {
  /** = link key: at most one open question per pair */
  readonly key: LinkKey;
  readonly kind: RecordKind;
  readonly title: string;
  readonly question: ConflictQuestion;
  readonly units: readonly ContestedUnit[];
  /** server times of the two versions shown, epoch ms */
  readonly microsoftModifiedAtMs: number | null;
  readonly salesModifiedAtMs: number | null;
  /** server times when the pair last agreed (the base's date), epoch ms */
  readonly baseAtMs: number | null;
  readonly askedAtMs: number;
  /** A3: what is taken from Outlook goes to Sales only once the owner shares the item; absent where nothing holds it back */
  readonly isUnshared?: boolean;
  /** D20: records the pair could be linked to instead; absent where there are none */
  readonly candidates?: readonly ConflictCandidate[];
}

export interface ConflictCandidate extends RecordRef {
  readonly name: string;
}

/** A person's answer. Names the digests that were shown: if a value changed since, it is not applied (D16). */
export interface Answer {
  readonly key: LinkKey;
  readonly question: ConflictQuestion;
  /** per unit the side whose value is taken */
  readonly choices: Readonly<Record<UnitName, Side>>;
  readonly shown: Readonly<Record<UnitName, { readonly microsoft: Digest; readonly sales: Digest }>>;
  /** for the deleted-… questions: recreate from the edit, or let go */
  readonly fate: 'recreate' | 'let-go' | 'link-to' | null;
  /** with `link-to`: the candidate that was chosen (D20) */
  readonly linkTo?: RecordRef;
  readonly answeredAtMs: number;
}

/** The losing value of a contested unit, kept 30 days and restorable with one action (D15). */
export interface KeptValue {
  readonly id: string;
  readonly key: LinkKey;
  readonly kind: RecordKind;
  readonly title: string;
  readonly unit: UnitName;
  readonly lostOn: Side;
  readonly value: UnitValue;
  readonly wonValue: UnitValue;
  readonly keptAtMs: number;
}
