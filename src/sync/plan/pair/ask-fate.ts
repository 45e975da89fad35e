// The question of a record that was edited on one side and deleted on the other (D6, D8 with ask-user; D20 always).
// Like every question it names the digests that were shown, and an answer to other values is not applied (D16).

import type { Answer, Conflict, ContestedUnit } from '../../model/decision.ts';
import type { Link, LinkEnd } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import { linkAgreedAtMs } from '../merge/agreed-at.ts';
import { asSeen } from '../merge/own-stamp.ts';
import { digestOf, valueOf } from '../merge/unit-forms.ts';
import { linkKey, type PlanContext } from '../plan-context.ts';
import { clearFailures } from '../write/quarantine.ts';
import { emptyPlan, type PairInput, type PairPlan } from './pair-plan.ts';
import { plainItem } from './plan-items.ts';
import { clearLone } from './release-pair.ts';

/** Exactly one of the two lives. */
interface Survivor {
  readonly microsoft: RemoteRecord | null;
  readonly sales: RemoteRecord | null;
}

/** What a person decided for the survivor as it is now; null: nothing, or about other values. */
export function fateOf(context: PlanContext, input: PairInput, survivor: Survivor): Answer['fate'] {
  const { answer } = input;
  if (answer === null || answer.question !== questionOf(survivor)) return null;
  const isSame = edits(context, input.link, survivor).every((unit) => {
    const shown = answer.shown[unit.unit];
    return shown?.microsoft === unit.microsoftDigest && shown.sales === unit.salesDigest;
  });
  return isSame ? answer.fate : null;
}

export function askFate(context: PlanContext, input: PairInput, survivor: Survivor): PairPlan {
  const { link, conflict } = input;
  const units = edits(context, link, survivor);
  const question = questionOf(survivor);
  const isOpen = conflict?.question === question && digests(conflict.units) === digests(units);
  const asked: Conflict = {
    key: link.key,
    kind: link.kind,
    title: link.title,
    question,
    units,
    microsoftModifiedAtMs: survivor.microsoft?.modifiedAtMs ?? null,
    salesModifiedAtMs: survivor.sales?.modifiedAtMs ?? null,
    baseAtMs: linkAgreedAtMs(link),
    askedAtMs: isOpen ? conflict.askedAtMs : context.nowMs,
    ...(input.candidates.length > 0 ? { candidates: input.candidates } : {}),
  };
  const next: Link = {
    ...link,
    pendingUnits: units.map((unit) => unit.unit),
    microsoft: seenEnd(link.microsoft, survivor.microsoft),
    sales: seenEnd(link.sales, survivor.sales),
  };
  return {
    ...emptyPlan(link.key, input.origin),
    operations: [
      { table: 'links', put: [next] },
      ...clearLone(next),
      { table: 'conflicts', put: [asked] },
      { table: 'answers', remove: [link.key] },
      // What is on offer gets no item of its own before the answer: until then nothing of it is refused.
      ...input.candidates.flatMap(({ id }) =>
        clearFailures({ kind: link.kind, key: linkKey(context, { side: 'sales', id }, null) }),
      ),
    ],
    items: [
      plainItem(context, { key: link.key, side: 'sales', action: 'hold', title: link.title, rule: 'D20' }),
    ],
  };
}

function questionOf(survivor: Survivor): 'deleted-in-sales' | 'deleted-in-microsoft' {
  return survivor.sales === null ? 'deleted-in-sales' : 'deleted-in-microsoft';
}

/** Units of the survivor that moved since its base. The dead side is shown blank; its digest is its base's. */
function edits(context: PlanContext, link: Link, survivor: Survivor): readonly ContestedUnit[] {
  const record = survivor.microsoft ?? survivor.sales;
  if (record === null) return [];
  const blank = record.side === 'microsoft' ? link.sales?.base : link.microsoft?.base;
  return context.units.flatMap((unit) => {
    const value = valueOf(record.units, unit);
    const digest = digestOf(context, unit, value);
    if (link[record.side]?.base[unit] === digest) return [];
    const gone = { value: null, digest: blank?.[unit] ?? digestOf(context, unit, null) };
    const [microsoft, sales] =
      record.side === 'microsoft' ? [{ value, digest }, gone] : [gone, { value, digest }];
    return [
      {
        unit,
        microsoft: microsoft.value,
        sales: sales.value,
        microsoftDigest: microsoft.digest,
        salesDigest: sales.digest,
      },
    ];
  });
}

function digests(units: readonly ContestedUnit[]): string {
  return units.map((unit) => `${unit.unit}:${unit.microsoftDigest}:${unit.salesDigest}`).join();
}

function seenEnd(end: LinkEnd | null, record: RemoteRecord | null): LinkEnd | null {
  if (end === null || record === null) return end;
  return asSeen(end, record);
}
