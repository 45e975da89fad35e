// Where writes of engines arrive: connector and service in one, as the port sees them. Every trouble that a write can meet
// happens here, and whatever is applied has an etag that was checked as the service of this plan checks it.

import type { RemoteRecord, UnitName, Units, UnitValue } from '../../../src/sync/model/record.ts';
import type { Refusal, Write, WriteOutcome } from '../../../src/sync/model/write.ts';
import type { SideFault } from '../plan.ts';
import type { Cause, Draft, Runner, SimulatedSide } from './simulated-side.ts';
import { pauseMs, shuffled, strike, type Held, type Trouble } from './side-options.ts';
import { rewritten, simulatedMapping } from './side-mapping.ts';
import { spoiling, type Spoilt } from './spoilt-fields.ts';

export interface WriteRules {
  readonly side: SimulatedSide;
  /** the service itself compares If-Match; else only the connector does, by a read just before it sends */
  readonly checksIfMatch: boolean;
  /** the create carries a key, so that a request which was carried out twice may be answered like one that was refused */
  readonly knowsKeys: boolean;
  /** keys of live records are unique (F14) */
  readonly refusesKnownKeys: boolean;
  /** payload as the service takes it, e.g. a company as the account behind it */
  accepted(write: Write): Units;
  /** second DELETE of the same record */
  readonly secondDelete: 'gone' | 'precondition-failed' | 'deleted';
  /** the record as the answer of the write shows it */
  answer(held: Held, write: Write): RemoteRecord;
}

export interface Desk {
  readonly runner: Runner;
  /** this content is on its way to the engine */
  tell(held: Held): void;
}

const badRequest: Refusal = { cause: 'field-rejected', attribute: null, status: 400, requestId: null };

export function takeWrites(
  rules: WriteRules,
  { writes, trouble }: { readonly writes: readonly Write[]; readonly trouble: Trouble },
  desk: Desk,
): readonly WriteOutcome[] {
  const { options } = rules.side;
  const half = Math.floor(writes.length / 2);
  const unlucky = indexOfUnlucky(writes, trouble);
  if (trouble !== null && (unlucky >= 0 || isStruck(writes, trouble))) strike(options, trouble);
  const spoiltAt = writes.findIndex((write) => spoiling(write, trouble) !== null);
  const outcomes = writes.map((write, index) => {
    const isSecondHalf = index >= half;
    if (trouble === 'throttle' || (trouble === 'half-throttled' && isSecondHalf))
      return refuse(rules, { write, outcome: throttled(rules, write) }, desk);
    if (index === unlucky) return refuse(rules, { write, outcome: spurious(write, trouble) }, desk);
    const spoilt = index === spoiltAt ? spoiling(write, trouble) : null;
    const outcome =
      trouble === 'twice'
        ? applyTwice(rules, write, desk)
        : apply(rules, { write, isRepeat: false, spoilt }, desk);
    if (trouble === 'half-unknown' && isSecondHalf) return lostAnswer(write);
    if (outcome.result === 'written') tellWritten(rules, outcome, desk);
    return outcome;
  });
  return trouble === 'shuffle' ? shuffled(outcomes, () => options.random()) : outcomes;
}

function isStruck(writes: readonly Write[], trouble: SideFault): boolean {
  if (trouble === 'shuffle') return writes.length > 1;
  return trouble === 'throttle' || trouble === 'half-throttled' || trouble === 'half-unknown';
}

export function lostAnswer({ intentId }: Write): WriteOutcome {
  return { intentId, result: 'unknown' };
}

/** 412 is no answer to a create. */
function indexOfUnlucky(writes: readonly Write[], trouble: Trouble): number {
  if (trouble === 'reject-first') return 0;
  return trouble === 'precondition-first' ? writes.findIndex(({ operation }) => operation !== 'create') : -1;
}

function spurious({ intentId }: Write, trouble: Trouble): WriteOutcome {
  return trouble === 'reject-first'
    ? { intentId, result: 'rejected', refusal: badRequest }
    : { intentId, result: 'precondition-failed' };
}

function throttled({ side }: WriteRules, { intentId }: Write): WriteOutcome {
  return { intentId, result: 'throttled', retryAfterMs: pauseMs(() => side.options.random()) };
}

function tellWritten({ side }: WriteRules, outcome: WriteOutcome, desk: Desk): void {
  const held = outcome.result === 'written' ? side.records.get(outcome.record.id) : undefined;
  if (held !== undefined) desk.tell(held);
}

// F3. The engine sees the second answer. A create is never carried out twice: a Graph contact has nothing by which the
// service could know the second one, so the connector never repeats a POST and a duplicate would be no engine's fault. On
// Sales a service that knows our key answers 409, which the connector calls unknown (F14).
function applyTwice(rules: WriteRules, write: Write, desk: Desk): WriteOutcome {
  const first = apply(rules, { write, isRepeat: false, spoilt: null }, desk);
  if (first.result !== 'written' && first.result !== 'deleted') return first;
  if (write.operation === 'create' && !rules.knowsKeys) return first;
  strike(rules.side.options, 'twice');
  if (write.operation === 'create' && !rules.refusesKnownKeys) return lostAnswer(write);
  return apply(rules, { write, isRepeat: true, spoilt: null }, desk);
}

interface Applying {
  readonly write: Write;
  readonly isRepeat: boolean;
  /** F23: the unit that this service stores otherwise than it should */
  readonly spoilt: Spoilt | null;
}

function apply(rules: WriteRules, { write, isRepeat, spoilt }: Applying, desk: Desk): WriteOutcome {
  const { side } = rules;
  const { intentId, operation, target } = write;
  const cause: Cause = { write, runner: desk.runner };
  const about = (target === null ? undefined : side.records.get(target.id)?.units) ?? write.units;
  if (side.options.isPoisoned?.(about) === true) {
    return refuse(rules, { write, outcome: { intentId, result: 'rejected', refusal: badRequest } }, desk);
  }
  if (operation === 'create') {
    // 409, which the connector calls unknown: the record may be there.
    if (rules.refusesKnownKeys && isKnownKey(rules, write))
      return refuse(rules, { write, outcome: lostAnswer(write) }, desk);
    const draft = { units: stored(rules, write, spoilt), marker: write.marker };
    return written(rules, write, side.create(draft, cause));
  }
  const held = target === null ? undefined : side.records.get(target.id);
  if (isRepeat && operation === 'delete') return { intentId, result: rules.secondDelete };
  if (held === undefined || held.isDeleted)
    return refuse(rules, { write, outcome: { intentId, result: 'gone' } }, desk);
  const isCompared = rules.checksIfMatch || !isRepeat;
  // Both connectors send a write without an etag unconditionally, so an engine that forgets it is found out.
  if (isCompared && write.expectedEtag !== null && write.expectedEtag !== held.etag)
    return refuse(rules, { write, outcome: { intentId, result: 'precondition-failed' } }, desk);
  if (operation === 'delete') {
    side.replace(held, { draft: { isDeleted: true }, operation: 'delete' }, cause);
    return { intentId, result: 'deleted' };
  }
  const draft = draftOf(rules, { write, spoilt }, held);
  if (draft === null) return written(rules, write, held);
  return written(rules, write, side.replace(held, { draft, operation: 'update' }, cause));
}

function isKnownKey({ side }: WriteRules, { marker }: Write): boolean {
  if (marker === null) return false;
  const isKnown = [...side.records.values()].some(
    (held) => !held.isDeleted && held.marker?.key === marker.key,
  );
  if (isKnown) side.options.reach?.('known key refused');
  return isKnown;
}

/** Null where nothing is left to be written, which the connectors do not send. */
function draftOf(
  rules: WriteRules,
  { write, spoilt }: Pick<Applying, 'write' | 'spoilt'>,
  held: Held,
): Draft | null {
  const units = stored(rules, write, spoilt);
  const hasUnits = Object.keys(units).length > 0;
  if (!hasUnits && write.marker === null && !write.unshare) return null;
  return {
    ...(hasUnits ? { units: { ...held.units, ...units } } : {}),
    ...(write.marker === null ? {} : { marker: write.marker }),
    ...(write.unshare ? { isShared: false } : {}),
  };
}

/** As both connectors do it: cut to what fits, and left out where nothing of a value would come back. */
function stored(rules: WriteRules, write: Write, spoilt: Spoilt | null): Units {
  const { side, options } = rules.side;
  const { fit } = simulatedMapping(side);
  const units: Record<UnitName, UnitValue> = {};
  for (const [unit, value] of Object.entries(rules.accepted(write))) {
    const fitted = fit(unit, value);
    if (fitted === null && value !== null) continue;
    units[unit] = options.quirks.rewrites ? rewritten(side, unit, fitted) : fitted;
  }
  if (spoilt === null || !(spoilt.unit in units)) return units;
  strike(options, spoilt.how);
  return { ...units, [spoilt.unit]: spoilt.value };
}

function written(rules: WriteRules, write: Write, held: Held): WriteOutcome {
  return { intentId: write.intentId, result: 'written', record: rules.answer(held, write) };
}

function refuse(
  { side }: WriteRules,
  { write, outcome }: { readonly write: Write; readonly outcome: WriteOutcome },
  { runner }: Desk,
): WriteOutcome {
  const id = (write.target?.id ?? '') as Held['id'];
  side.options.listener({ type: 'refused', side: side.side, id, atMs: side.options.nowMs(), write, runner });
  return outcome;
}
