// The simulator's sides behind a gate that lets everything pass.

import type { Quirks } from '../../simulation/plan.ts';
import { OutlookSide } from '../../simulation/sides/outlook-side.ts';
import { SalesSide, simulatedSearch } from '../../simulation/sides/sales-side.ts';
import type { SideOptions } from '../../simulation/sides/side-options.ts';
import type { Gate } from '../../simulation/world/gate.ts';
import { unitsOf, type MicrosoftBench, type SalesBench } from './remote-bench.ts';

const ordinary: Quirks = {
  searchLagMs: 0,
  pageSize: 5,
  salesEtags: 'kept',
  rewrites: false,
  silentDeletes: false,
  coarseStamps: false,
  clockOffsetMs: 0,
  serversApartMs: 0,
};

interface SimulatedTime {
  readonly options: SideOptions;
  readonly gate: Gate;
  later(ms: number): void;
}

/** Every call takes a moment, as in the simulation. */
function simulatedTime(quirks: Partial<Quirks>): SimulatedTime {
  let nowMs = Date.UTC(2026, 0, 5, 8);
  return {
    options: {
      nowMs: () => nowMs,
      quirks: { ...ordinary, ...quirks },
      listener: () => undefined,
      random: () => 0.5,
    },
    gate: {
      nowMs: () => nowMs,
      runner: 'pane',
      async io(_, call) {
        await Promise.resolve();
        nowMs += 10;
        return call.act(null);
      },
    },
    later: (ms) => {
      nowMs += ms;
    },
  };
}

export function startSimulatedOutlook(quirks: Partial<Quirks> = {}): Promise<MicrosoftBench> {
  const { options, gate, later } = simulatedTime(quirks);
  const side = new OutlookSide(options);
  return Promise.resolve({
    remote: side.remote(gate),
    another: () => side.remote(gate),
    pageSize: options.quirks.pageSize,
    add: (facts) => side.add(unitsOf(facts)),
    edit: (id, facts) => {
      side.edit(id, unitsOf(facts));
    },
    remove: (id) => {
      side.remove(id);
    },
    share: (id, isShared) => {
      side.share(id, isShared);
    },
    restore: (id) => {
      side.restore(id);
    },
    expireCursors: () => {
      side.expireCursors();
    },
    later,
    end: () => Promise.resolve(),
  });
}

export function startSimulatedSales(quirks: Partial<Quirks> = {}): Promise<SalesBench> {
  const { options, gate, later } = simulatedTime(quirks);
  const side = new SalesSide(options);
  const account = { id: '300100000000001', name: 'Analytical Engines' };
  side.accounts.push(account);
  return Promise.resolve({
    remote: side.remote(gate),
    another: () => side.remote(gate),
    pageSize: options.quirks.pageSize,
    search: simulatedSearch.id,
    account,
    add: (facts) => side.add(unitsOf(facts)),
    edit: (id, facts) => {
      side.edit(id, unitsOf(facts));
    },
    remove: (id) => {
      side.remove(id);
    },
    activate: (id) => {
      side.restore(id);
    },
    setMember: (id, isMember) => {
      if (isMember) side.search.add(id);
      else side.search.delete(id);
    },
    merge: (loser, survivor) => {
      side.merge(loser, survivor);
    },
    later,
    end: () => Promise.resolve(),
  });
}
