// The fencing number under which a store was last written (I30). It lies in the meta table and is written by the store
// alone, in the same transaction as the rows.

import type { MetaRow } from '../sync/model/state.ts';

export const fenceName = 'lease-epoch' satisfies MetaRow['name'];

/** True when a run under a newer lease has written here. A person's own rows (epoch null) are never fenced. */
export function isFenced(row: MetaRow | undefined, epoch: number | null): boolean {
  return epoch !== null && typeof row?.value === 'number' && row.value > epoch;
}
