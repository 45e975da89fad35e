// Who wins a contested unit (D13, D16). Latest-wins compares each server's own stamp, which is per record, so it is coarse.

import type { Answer } from '../../model/decision.ts';
import type { LinkEnd } from '../../model/link.ts';
import type { RemoteRecord, UnitName } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { PlanContext } from '../plan-context.ts';
import { isOwnStamp } from './own-stamp.ts';
import { digestOf, valueOf } from './unit-forms.ts';
import type { LivePair } from './unit-movement.ts';

/** Server clocks are read to the second; two edits closer than this are a tie, and Sales wins a tie. */
const tieMs = 2_000;
/** Where a browser cannot read the servers' clocks nothing corrects their difference. */
const tieWithoutClocksMs = 60_000;

export type Verdict = Side | 'ask';

export function resolveContested(
  context: PlanContext,
  pair: LivePair,
  unit: UnitName,
  answer: Answer | null,
): Verdict {
  const blank = blankLoser(context, pair, unit);
  if (blank !== null) return blank === 'microsoft' ? 'sales' : 'microsoft';
  const answered = answeredSide(context, pair, unit, answer);
  if (answered !== null) return answered;
  const policy = context.kindSettings.unitPolicies[unit] ?? context.kindSettings.policy;
  switch (policy) {
    case 'sales-wins':
      return 'sales';
    case 'outlook-wins':
      return 'microsoft';
    case 'latest-wins':
      return latest(context, pair);
    case 'ask-user':
      return 'ask';
  }
}

/** D14: where a blank never overwrites, the side that is blank cannot win. */
function blankLoser(context: PlanContext, pair: LivePair, unit: UnitName): Side | null {
  if (!context.kindSettings.blankNeverOverwrites.includes(unit)) return null;
  const isBlank = {
    microsoft: valueOf(pair.microsoft.units, unit) === null,
    sales: valueOf(pair.sales.units, unit) === null,
  };
  if (isBlank.microsoft === isBlank.sales) return null;
  return isBlank.microsoft ? 'microsoft' : 'sales';
}

/** Whether a person decided between these two values. */
export function isAnswered(
  context: PlanContext,
  pair: LivePair,
  unit: UnitName,
  answer: Answer | null,
): boolean {
  return answeredSide(context, pair, unit, answer) !== null;
}

/** D16: an answer counts only for the two values that were shown. */
function answeredSide(
  context: PlanContext,
  pair: LivePair,
  unit: UnitName,
  answer: Answer | null,
): Side | null {
  if (answer?.question !== 'fields') return null;
  const shown = answer.shown[unit];
  const choice = answer.choices[unit];
  if (shown === undefined || choice === undefined) return null;
  const isSame =
    shown.microsoft === digestOf(context, unit, valueOf(pair.microsoft.units, unit)) &&
    shown.sales === digestOf(context, unit, valueOf(pair.sales.units, unit));
  return isSame ? choice : null;
}

function latest(context: PlanContext, pair: LivePair): Side {
  const { microsoft, sales } = context.clocks;
  const areReadable = microsoft !== null && sales !== null;
  const editedAt = {
    microsoft: personEditAtMs(pair.microsoft, pair.link.microsoft) - (areReadable ? microsoft : 0),
    sales: personEditAtMs(pair.sales, pair.link.sales) - (areReadable ? sales : 0),
  };
  const margin = areReadable ? tieMs : tieWithoutClocksMs;
  return editedAt.microsoft - editedAt.sales > margin ? 'microsoft' : 'sales';
}

function personEditAtMs(record: RemoteRecord, end: LinkEnd | null): number {
  return end !== null && isOwnStamp(record, end) ? end.baseAtMs : record.modifiedAtMs;
}
