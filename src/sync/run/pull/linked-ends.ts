// Addresses of every record of one side that a pair keeps in step, and the cursor that reports them.

import type { RecordKind, RecordRef } from '../../model/record.ts';
import type { Side } from '../../model/side.ts';
import type { Run } from '../run-context.ts';
import type { StoredCursor } from '../../model/state.ts';
import { allRows, forEachRow } from '../tables.ts';

export async function linkedEnds(run: Run, kind: RecordKind, side: Side): Promise<readonly RecordRef[]> {
  const refs: RecordRef[] = [];
  await forEachRow(run.ports.store, 'links', (link) => {
    const end = link[side];
    if (link.kind !== kind || link.status !== 'active' || end === null) return;
    refs.push({ id: end.id, address: end.address });
  });
  return refs;
}

export async function salesCursor(run: Run, kind: RecordKind): Promise<StoredCursor | undefined> {
  return (await allRows(run.ports.store, 'cursors')).find((row) => row.side === 'sales' && row.kind === kind);
}
