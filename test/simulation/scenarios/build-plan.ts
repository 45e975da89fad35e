// Plans of a few lines: what a scenario does not say is calm, one page is enough, and nobody deletes in Sales.

import type { Deed, EditedField, Entity, Plan, Quirks, Round } from '../plan.ts';
import type { Side } from '../../../src/sync/model/side.ts';

const calm: Quirks = {
  searchLagMs: 0,
  pageSize: 20,
  salesEtags: 'kept',
  rewrites: false,
  silentDeletes: false,
  coarseStamps: false,
  clockOffsetMs: 0,
  serversApartMs: 0,
};

export interface Parts extends Partial<Omit<Plan, 'entities' | 'rounds' | 'quirks'>> {
  readonly entities: readonly Entity[];
  readonly rounds: readonly Round[];
  readonly quirks?: Partial<Quirks>;
}

export function plan(parts: Parts): Plan {
  return {
    policy: 'sales-wins',
    mergeUnit: 'field',
    allowDeleteInSales: false,
    deleteLimit: 10,
    poisoned: null,
    asksFirst: false,
    seed: 3,
    ...parts,
    quirks: { ...calm, ...parts.quirks },
  };
}

/** Long enough apart that lists and sweeps of Sales are due again. */
const betweenRoundsMinutes = 45;

export function round(before: readonly Deed[] = [], more: Partial<Omit<Round, 'before'>> = {}): Round {
  return {
    runner: 'pane',
    mode: 'routine',
    waitMinutes: betweenRoundsMinutes,
    during: [],
    faults: [],
    disk: 'kept',
    ...more,
    before,
  };
}

export const fromSales: Entity = { born: 'sales', differs: [] };
export const fromOutlook: Entity = { born: 'outlook', differs: [] };
export const privately: Entity = { born: 'private', differs: [] };
export const twins: Entity = { born: 'twins', differs: [] };

export function onBoth(...differs: readonly EditedField[]): Entity {
  return { born: 'both', differs };
}

export function edit(
  side: Side,
  field: EditedField = 'jobTitle',
  more: { readonly who?: number; readonly how?: Extract<Deed, { do: 'edit' }>['how'] } = {},
): Deed {
  return { do: 'edit', side, field, who: more.who ?? 0, how: more.how ?? 'set' };
}

export function remove(side: Side, who = 0): Deed {
  return { do: 'delete', side, who };
}
