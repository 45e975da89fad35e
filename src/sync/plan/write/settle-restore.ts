// A kept value is back on its side (D15): it is no longer kept, and what it took the place of is.

import type { Link } from '../../model/link.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Intent } from '../../model/write.ts';
import type { StoreOperation } from '../../ports/sync-store.ts';
import { keptValue } from '../merge/kept-value.ts';
import { valueOf } from '../merge/unit-forms.ts';
import type { PlanContext } from '../plan-context.ts';

/** A value that the service made a blank of is not back: it stays kept (F23). */
export function restoredOperations(
  context: PlanContext,
  { intent, link }: { readonly intent: Intent; readonly link: Link | undefined },
  record: RemoteRecord,
): readonly StoreOperation[] {
  const { side, units, settlement } = intent;
  if (settlement?.isRestore !== true || link === undefined) return [];
  const back = Object.keys(units).filter((unit) => !isDropped(intent, record, unit));
  return back.flatMap((unit) => {
    const [value, replaced] = [valueOf(units, unit), valueOf(settlement.before, unit)];
    const gone = keptValue(context, link, { unit, lostOn: side, value, wonValue: replaced });
    const kept = keptValue(context, link, { unit, lostOn: side, value: replaced, wonValue: value });
    return [
      { table: 'keptValues', remove: [gone.id] },
      { table: 'keptValues', put: [kept] },
    ];
  });
}

/** The service made a blank of the value that it was sent. */
export function isDropped({ units }: Intent, record: RemoteRecord, unit: string): boolean {
  return valueOf(units, unit) !== null && valueOf(record.units, unit) === null;
}
