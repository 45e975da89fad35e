// From what a person pressed to an answer. It names both digests that were shown, so that an answer to other values is
// never applied (D16).

import type { Answer, Conflict } from '../../../sync/model/decision.ts';
import type { RecordRef, UnitName } from '../../../sync/model/record.ts';
import type { Side } from '../../../sync/model/side.ts';

export type Choices = Readonly<Record<UnitName, Side>>;

export type Fate =
  { readonly fate: 'recreate' | 'let-go' } | { readonly fate: 'link-to'; readonly linkTo: RecordRef };

export function fieldsAnswer(conflict: Conflict, choices: Choices, nowMs: number): Answer {
  return { ...plainAnswer(conflict, nowMs), choices, fate: null };
}

export function fateAnswer(conflict: Conflict, fate: Fate, nowMs: number): Answer {
  return { ...plainAnswer(conflict, nowMs), ...fate };
}

function plainAnswer(conflict: Conflict, nowMs: number): Answer {
  return {
    key: conflict.key,
    question: conflict.question,
    choices: {},
    shown: Object.fromEntries(
      conflict.units.map((unit) => [unit.unit, { microsoft: unit.microsoftDigest, sales: unit.salesDigest }]),
    ),
    fate: null,
    answeredAtMs: nowMs,
  };
}

/** The same question about the same two values has the same identity; with other values it is asked anew. */
export function questionId(conflict: Conflict): string {
  const shown = conflict.units.map((unit) => `${unit.unit}=${unit.microsoftDigest}/${unit.salesDigest}`);
  return [conflict.key, conflict.question, ...shown].join('|');
}
