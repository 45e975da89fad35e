// Completes records without a link for the planner: who carries their key (A1), who has their natural key (A2).

import type { RecordRef, RemoteRecord } from '../../model/record.ts';
import type { RecordId } from '../../model/ids.ts';
import type { Side } from '../../model/side.ts';
import type { InboxRow } from '../../model/state.ts';
import type { PlanOrigin } from '../../plan/pair/pair-plan.ts';
import type { LoneInput } from '../../plan/pair/plan-lone.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import { checkStamp } from '../pull/marked-items.ts';
import { remoteOf, type Run } from '../run-context.ts';
import { outlookCandidates, salesCandidates, type Candidates } from './find-candidates.ts';
import type { Survey } from './survey-inbox.ts';
import { ownedByWaiting } from './waiting-owners.ts';

export type LoadedLone =
  | { readonly type: 'ready'; readonly input: Omit<LoneInput, 'account'> }
  /** gone before it was ever linked */
  | {
      readonly type: 'forget';
      readonly record: { readonly side: Side; readonly id: RecordId };
      readonly origin: PlanOrigin;
    }
  | { readonly type: 'later'; readonly origin: PlanOrigin };

export async function loadLone(
  run: Run,
  context: PlanContext,
  facts: { readonly rows: readonly InboxRow[]; readonly survey: Survey },
): Promise<readonly LoadedLone[]> {
  const loaded: LoadedLone[] = [];
  for (const side of ['sales', 'microsoft'] as const) {
    const rows = facts.rows.filter((row) => row.side === side);
    if (rows.length === 0) continue;
    const records = withMarkers(run, context, await recordsOf(run, context, rows));
    const alive = [...records.values()].filter((record) => record !== 'later');
    const find = side === 'sales' ? outlookCandidates : salesCandidates;
    // A namesake that this very look finds gone is no namesake any more, though its row is still there (A2).
    const gone = new Set(rows.flatMap(({ recordId }) => (records.has(recordId) ? [] : [recordId])));
    const candidates = await find(run, context, { records: alive, survey: facts.survey, gone });
    const isNew = ({ id }: RemoteRecord): boolean => {
      const found = candidates.get(id);
      return found !== undefined && found.marked.length + found.natural.length === 0;
    };
    const owned = side === 'sales' ? await ownedByWaiting(run, context, alive.filter(isNew)) : none;
    loaded.push(...rows.map((row) => loadedRow(facts.survey, row, { records, candidates, owned })));
  }
  return loaded;
}

/** A delta page cannot say which key an item carries; where the round began with a listing, that did (A1). */
function withMarkers(
  run: Run,
  context: PlanContext,
  records: ReadonlyMap<string, RemoteRecord | 'later'>,
): ReadonlyMap<string, RemoteRecord | 'later'> {
  const listed = run.marked.get(context.kind) ?? [];
  if (listed.length === 0) return records;
  const keys = new Map(listed.map(({ id, key }) => [id, key]));
  const marked = new Map(records);
  for (const [id, record] of records) {
    const key = record === 'later' || record.marker !== 'unread' ? undefined : keys.get(record.id);
    if (record === 'later' || key === undefined) continue;
    marked.set(id, { ...record, marker: { key, instance: context.instance } });
  }
  return marked;
}

const none: ReadonlySet<string> = new Set();
const noCandidates: Candidates = {
  marked: [],
  natural: [],
  rivals: [],
  leftAlone: new Map(),
  former: [],
  isUnsure: false,
};

function loadedRow(
  survey: Survey,
  row: InboxRow,
  facts: {
    readonly records: ReadonlyMap<string, RemoteRecord | 'later'>;
    readonly candidates: ReadonlyMap<string, Candidates>;
    readonly owned: ReadonlySet<string>;
  },
): LoadedLone {
  const origin = { rowIds: [row.id], attempts: row.attempts };
  const record = facts.records.get(row.recordId);
  if (record === undefined) return { type: 'forget', record: { side: row.side, id: row.recordId }, origin };
  if (record === 'later') return { type: 'later', origin };
  const { isUnsure, ...found } = facts.candidates.get(row.recordId) ?? noCandidates;
  if (isUnsure || facts.owned.has(row.recordId)) return { type: 'later', origin };
  return {
    type: 'ready',
    input: { record, ...found, isOverLimit: survey.overLimit.has(row.recordId), origin },
  };
}

/** Living records of the rows; a record that is gone is absent. */
async function recordsOf(
  run: Run,
  context: PlanContext,
  rows: readonly InboxRow[],
): Promise<ReadonlyMap<string, RemoteRecord | 'later'>> {
  const found = new Map<string, RemoteRecord | 'later'>();
  const refs: RecordRef[] = [];
  for (const { change, attempts, recordId } of rows) {
    if (change.type === 'upserted' && attempts === 0) keep(context, found, change.record);
    else if (change.type === 'upserted') refs.push({ id: recordId, address: change.record.address });
    else if (change.type === 'recheck') refs.push({ id: recordId, address: change.address });
  }
  const [first] = rows;
  if (refs.length === 0 || first === undefined) return found;
  const remote = remoteOf(run, first.side);
  for (const answer of await patiently(run, () => remote.read(context.kind, refs, run.signal))) {
    if (answer.result === 'found') keep(context, found, answer.record);
    if (answer.result === 'unreadable') found.set(answer.id, 'later');
  }
  return found;
}

function keep(context: PlanContext, found: Map<string, RemoteRecord | 'later'>, record: RemoteRecord): void {
  checkStamp(context, record);
  if (!record.isDeleted) found.set(record.id, record);
}
