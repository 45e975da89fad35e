// The three-way merge of a pair, unit by unit. Says what is to happen and to which base; writes nothing.
// A unit that is contested or held is pending: its bases stay, so it is judged again whenever the pair moves.

import type { Answer, ContestedUnit } from '../../model/decision.ts';
import type { UnitName, UnitValue } from '../../model/record.ts';
import { otherSide, type Side } from '../../model/side.ts';
import type { PlanContext } from '../plan-context.ts';
import { isAnswered, resolveContested } from './resolve-contested.ts';
import { digestOf, valueOf } from './unit-forms.ts';
import { unitMovement, type LivePair, type Movement } from './unit-movement.ts';

export interface MergeRequest {
  readonly pair: LivePair;
  readonly answer: Answer | null;
  /** directions in which values may be written now */
  readonly isOpen: Readonly<Record<Side, boolean>>;
  /** units that cannot be written to Sales now (A4: a company without an account) */
  readonly unresolved: readonly UnitName[];
  /** units of a question that is open */
  readonly asked: readonly UnitName[];
}

export interface LostValue {
  readonly unit: UnitName;
  readonly lostOn: Side;
  readonly value: UnitValue;
  readonly wonValue: UnitValue;
}

export interface MergeResult {
  /** units to write to each side, taken from the other */
  readonly writes: Readonly<Record<Side, readonly UnitName[]>>;
  /** units both sides agree on now, without a write */
  readonly settled: readonly UnitName[];
  /** settled units whose value is cut on that side (D19) */
  readonly cut: Readonly<Record<Side, readonly UnitName[]>>;
  readonly questions: readonly ContestedUnit[];
  /** losing values of units that were contested and decided (D15) */
  readonly lost: readonly LostValue[];
  readonly pending: readonly UnitName[];
  /** by losing side: decided by a person, but closed to that side for now. The value that wins goes once it is open (A3, A4) */
  readonly ceded: Readonly<Record<Side, readonly UnitName[]>>;
}

interface Draft {
  readonly writes: Record<Side, UnitName[]>;
  readonly settled: UnitName[];
  readonly cut: Record<Side, UnitName[]>;
  readonly questions: ContestedUnit[];
  readonly lost: LostValue[];
  readonly pending: UnitName[];
  readonly ceded: Record<Side, UnitName[]>;
}

export function mergeUnits(context: PlanContext, request: MergeRequest): MergeResult {
  const draft: Draft = {
    writes: { microsoft: [], sales: [] },
    settled: [],
    cut: { microsoft: [], sales: [] },
    questions: [],
    lost: [],
    pending: [],
    ceded: { microsoft: [], sales: [] },
  };
  for (const [unit, movement] of movements(context, request, draft)) {
    if (movement === 'none') continue;
    if (movement === 'agree' || (movement === 'accept' && !asks(context, unit))) draft.settled.push(unit);
    // A question that another device had asked is asked here too; it writes nothing (A6, D16).
    else if (movement === 'accept') mergeContested(context, request, unit, draft);
    else if (movement === 'both') mergeContested(context, request, unit, draft);
    else mergeOneSided(context, request, { unit, from: movement }, draft);
  }
  return draft;
}

function asks({ kindSettings }: PlanContext, unit: UnitName): boolean {
  return (kindSettings.unitPolicies[unit] ?? kindSettings.policy) === 'ask-user';
}

function movements(
  context: PlanContext,
  { pair, asked }: MergeRequest,
  draft: Draft,
): ReadonlyMap<UnitName, Movement> {
  const found = new Map<UnitName, Movement>();
  for (const unit of context.units) {
    const { movement, agreement } = unitMovement(context, pair, unit);
    // Cleared while it was asked about, and never agreed before: the question returns with the blank (D16), which is no
    // field that was empty from the start (A3).
    const isAskedAgain = asked.includes(unit) && isOneSided(movement) && !hasBase(pair, unit);
    found.set(unit, isAskedAgain ? 'both' : movement);
    if (movement === 'agree' && agreement.agrees && agreement.shorter !== null) {
      draft.cut[agreement.shorter].push(unit);
    }
  }
  return context.settings.mergeUnit === 'record' ? contestWhole(found) : found;
}

function isOneSided(movement: Movement): movement is Side {
  return movement === 'microsoft' || movement === 'sales';
}

/** D12 with `merge unit = record`: when both sides moved anywhere, everything that moved is contested. */
function contestWhole(found: ReadonlyMap<UnitName, Movement>): ReadonlyMap<UnitName, Movement> {
  const all = [...found.values()];
  const moved = (side: Side): boolean => all.some((movement) => movement === side || movement === 'both');
  if (!moved('microsoft') || !moved('sales')) return found;
  return new Map(
    [...found].map(([unit, movement]) => [
      unit,
      movement === 'microsoft' || movement === 'sales' ? 'both' : movement,
    ]),
  );
}

function mergeOneSided(
  context: PlanContext,
  request: MergeRequest,
  change: { readonly unit: UnitName; readonly from: Side },
  draft: Draft,
): void {
  const { unit, from } = change;
  const isBlank = valueOf(request.pair[from].units, unit) === null;
  if (isBlank && context.kindSettings.blankNeverOverwrites.includes(unit)) draft.settled.push(unit);
  else if (canWrite(request, otherSide(from), unit)) {
    draft.writes[otherSide(from)].push(unit);
    // Without a base nobody knows whether the other side had seen the value that goes (A6): it is kept like a loser's (D15).
    if (!hasBase(request.pair, unit) && !isEmptyOn(request.pair, otherSide(from), unit)) {
      draft.lost.push(lostValue(request.pair, unit, otherSide(from)));
    }
  } else draft.pending.push(unit);
}

function hasBase({ link }: LivePair, unit: UnitName): boolean {
  return link.microsoft?.base[unit] !== undefined && link.sales?.base[unit] !== undefined;
}

function isEmptyOn(pair: LivePair, side: Side, unit: UnitName): boolean {
  return valueOf(pair[side].units, unit) === null;
}

function lostValue(pair: LivePair, unit: UnitName, lostOn: Side): LostValue {
  return {
    unit,
    lostOn,
    value: valueOf(pair[lostOn].units, unit),
    wonValue: valueOf(pair[otherSide(lostOn)].units, unit),
  };
}

function mergeContested(context: PlanContext, request: MergeRequest, unit: UnitName, draft: Draft): void {
  const verdict = resolveContested(context, request.pair, unit, request.answer);
  if (verdict === 'ask') {
    draft.questions.push(contestedUnit(context, request.pair, unit));
    draft.pending.push(unit);
    return;
  }
  const loser = otherSide(verdict);
  const isOpen = canWrite(request, loser, unit);
  if (isOpen) draft.writes[loser].push(unit);
  else draft.pending.push(unit);
  // A policy decides again when the way is open; a person is not asked twice.
  const isCeded = !isOpen && isAnswered(context, request.pair, unit, request.answer);
  if (isCeded) draft.ceded[loser].push(unit);
  if (isOpen || isCeded) draft.lost.push(lostValue(request.pair, unit, loser));
}

function canWrite(request: MergeRequest, target: Side, unit: UnitName): boolean {
  return request.isOpen[target] && !(target === 'sales' && request.unresolved.includes(unit));
}

export function contestedUnit(context: PlanContext, pair: LivePair, unit: UnitName): ContestedUnit {
  const microsoft = valueOf(pair.microsoft.units, unit);
  const sales = valueOf(pair.sales.units, unit);
  return {
    unit,
    microsoft,
    sales,
    microsoftDigest: digestOf(context, unit, microsoft),
    salesDigest: digestOf(context, unit, sales),
  };
}

/** Whether values would go to Sales that an account decides (A4), so that accounts must be looked up first. */
export function movesCompanyToSales(context: PlanContext, pair: LivePair): boolean {
  if (!context.units.includes('company')) return false;
  const { movement } = unitMovement(context, pair, 'company');
  return movement === 'microsoft' || movement === 'both';
}
