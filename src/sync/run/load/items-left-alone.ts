// Items whose pair was released and whose Sales record is dead (D11, C5): nobody's counterpart any more, so that a record
// made anew in Sales may adopt them (A2).

import type { Link } from '../../model/link.ts';
import type { UnlinkedRow } from '../../model/state.ts';
import { intentId } from '../../plan/write/build-intents.ts';
import type { PlanContext } from '../../plan/plan-context.ts';
import { patiently } from '../patience.ts';
import type { Run } from '../run-context.ts';

interface LeftAlone {
  /** by id of the item */
  readonly links: ReadonlyMap<string, Link>;
  /** ids of items of which nobody can say it now */
  readonly unread: ReadonlySet<string>;
}

export async function itemsLeftAlone(
  run: Run,
  context: PlanContext,
  rows: readonly UnlinkedRow[],
): Promise<LeftAlone> {
  const links = new Map<string, Link>();
  const unread = new Set<string>();
  if (rows.length === 0) return { links, unread };
  const { sales, store } = run.ports;
  const ids = rows.map(({ recordId }) => recordId);
  const released = (await store.where('links', 'microsoft.id', ids)).filter(
    ({ status }) => status === 'released',
  );
  if (released.length === 0) return { links, unread };
  const refs = released.flatMap((link) =>
    link.sales === null ? [] : [{ id: link.sales.id, address: link.sales.address }],
  );
  const answers = await patiently(run, () => sales.read(context.kind, refs, run.signal));
  const byId = new Map<string | undefined, (typeof answers)[number]>(
    answers.map((answer) => [answer.id, answer]),
  );
  // Its category is still to be taken off (D11).
  const open = await store.getMany(
    'intents',
    released.map(({ key }) => intentId(key, 'microsoft')),
  );
  for (const [index, link] of released.entries()) {
    const id = link.microsoft?.id ?? '';
    const answer = byId.get(link.sales?.id);
    if (open[index] !== undefined || answer?.result === 'unreadable') unread.add(id);
    // It was proven dead when it was left alone; alive, it came back.
    else if (answer?.result !== 'found' || answer.record.isDeleted) links.set(id, link);
  }
  return { links, unread };
}
