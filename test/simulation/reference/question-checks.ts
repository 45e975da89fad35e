// I10: whether a question may be asked at all, and whether it says rightly when both sides last agreed. A conflict row excuses
// fields that differ at the end, so it must be justified by what people did.

import type { Conflict } from '../../../src/sync/model/decision.ts';
import { violated, type Check, type Facts } from '../invariants/check.ts';
import { forgettingFaults } from '../invariants/faults-of.ts';
import type { Mirror } from '../invariants/mirror.ts';
import { bothSides, keyOf, type Story } from '../ledger/ledger.ts';
import { editedFields, type EditedField } from '../plan.ts';
import { simulatedMapping } from '../sides/side-mapping.ts';
import type { Runner } from '../world/engine-host.ts';
import { Agreements } from './agreements.ts';
import { Versions } from './versions.ts';

type Unit = Conflict['units'][number];

/** Put it behind the store checks: it looks the pair up in the mirror as it is after the commit. */
export function questionChecks(disks: ReadonlyMap<Runner, Mirror>): Check {
  const agreements = new Agreements();
  const versions = new Versions();
  return {
    personChanges(event, { ledger }) {
      versions.note(event, ledger.order);
    },
    engineChanges(event, { ledger }) {
      agreements.written(event, ledger);
      versions.note(event, ledger.order);
    },
    runEnds(_runner, { ledger }, end) {
      if (end.end === 'reported' && end.report.outcome.startsWith('succeeded')) agreements.settled(ledger);
    },
    commits({ runner, operations }, facts) {
      for (const operation of operations) {
        if (operation.table === 'links' && 'put' in operation)
          for (const link of operation.put) agreements.read(link, versions, facts.ledger);
      }
      for (const operation of operations) {
        if (operation.table !== 'conflicts' || !('put' in operation)) continue;
        for (const row of operation.put.filter(({ question }) => question === 'fields')) {
          if (facts.circumstances.policies.get(runner) !== 'ask-user')
            violated('I10', `a question about ${row.title} was asked, and nobody wants to be asked`);
          const link = disks.get(runner)?.table('links').get(row.key);
          const ids = { microsoft: link?.microsoft?.id, sales: link?.sales?.id };
          const story = ids.sales === undefined ? undefined : facts.ledger.storyOf('sales', ids.sales);
          if (story === undefined || !isPlain(story)) continue;
          isJustified(row, { story, agreements, facts });
          hasRightDate(row, { story, agreements, versions, ids }, facts);
        }
      }
    },
  };
}

/** After these deeds a pair may turn to another record. */
function isPlain(story: Story): boolean {
  const marks = ['copied', 'merged', 'moved', 'raced', 'restored', 'renamed'] as const;
  return story.born !== 'twins' && !marks.some((mark) => story.marks.has(mark));
}

/** Both values are other than what both last agreed on, and than each other. */
function isJustified(
  row: Conflict,
  at: { readonly story: Story; readonly agreements: Agreements; readonly facts: Facts },
): void {
  const { story, agreements, facts } = at;
  const { plan, circumstances, hasStruck } = facts;
  for (const unit of row.units) {
    const field = fieldOf(unit);
    if (field === undefined) continue;
    const keys = { microsoft: keyOf(field, unit.microsoft), sales: keyOf(field, unit.sales) };
    const name = `the question about ${field} of P${String(story.who)}`;
    // What a service cut on its own is another value to whoever did not write it.
    if (keys.microsoft === keys.sales && !hasStruck('cut-field'))
      violated('I10', `${name} shows ${keys.sales} twice`);
    const agreed = agreements.last(story, field);
    // D12: of a record that is contested whole some values stand unmoved. A write nobody heard of looks like an edit (3.3).
    const isClear = plan.mergeUnit === 'field' && !hasStruck(...forgettingFaults);
    if (agreed === undefined || !isClear || isCut(unit, field)) continue;
    if (circumstances.newestLossAt > 0) continue;
    for (const side of bothSides) {
      if (keys[side] === agreed.key)
        violated('I10', `${name} was asked although nobody touched ${keys[side]} in ${side}`);
    }
  }
}

function fieldOf({ unit }: Unit): EditedField | undefined {
  return editedFields.find((name) => name === unit);
}

/** D19: a change of the shorter side is contested although the longer stands, and so is the whole text typed into it. */
function isCut(unit: Unit, field: EditedField): boolean {
  return bothSides.some((side) => {
    const value = unit[side];
    return bothSides.some(
      (on) => JSON.stringify(simulatedMapping(on).fit(field, value)) !== JSON.stringify(value),
    );
  });
}

/** The date is a stamp of a version that both agreed on; null where they never did as far as anybody remembers. */
function hasRightDate(
  { units, baseAtMs }: Conflict,
  at: {
    readonly story: Story;
    readonly agreements: Agreements;
    readonly versions: Versions;
    readonly ids: Readonly<Record<'microsoft' | 'sales', Conflict['key'] | string | undefined>>;
  },
  { circumstances, hasStruck }: Facts,
): void {
  const { story, agreements, versions, ids } = at;
  const fields = units.flatMap((unit) => fieldOf(unit) ?? []);
  const known = fields.flatMap((field) => {
    const agreed = agreements.last(story, field);
    return agreed === undefined ? [] : [{ field, agreed }];
  });
  if (fields.length === 0) return;
  // Who took over may have met the pair later than the other who knew it, and of a write nobody may have heard.
  const isForgotten = circumstances.newestLossAt > 0 || hasStruck(...forgettingFaults);
  if (baseAtMs === null) {
    if (known.length < fields.length || isForgotten) return;
    violated('I10', `the question about P${String(story.who)} does not say when both agreed`);
  }
  // What was alike as it was read counts, too, although a person edited it before that run was over.
  const keys = fields.map((field) => [field, agreements.lastRead(story, field)] as const);
  const agreedKeys = [...known.map(({ field, agreed }) => [field, agreed.key] as const), ...keys];
  const stamps = agreedKeys.flatMap(([field, key]) =>
    bothSides.flatMap((side) => {
      const id = ids[side];
      return id === undefined || key === undefined
        ? []
        : versions.holding(side, id as never, field, key).map(({ modifiedAtMs }) => modifiedAtMs);
    }),
  );
  if (stamps.includes(baseAtMs)) return;
  // F23: what a service dropped of a write is agreed on by its answer, and was never alike.
  if (hasStruck('drop-field')) return;
  // A disk that was set back knows the agreement before.
  if (isForgotten && baseAtMs < Math.max(0, ...stamps)) return;
  violated(
    'I10',
    `the question about ${fields.join()} of P${String(story.who)} says that both agreed at ${String(baseAtMs)}, not ${stamps.join(' or ') || 'never'}`,
  );
}
