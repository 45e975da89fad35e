// A change query that shows what an item was: the newer row first, then, or rounds later, the old one.

import { describe, expect, it } from '@jest/globals';
import type { FeedPage } from '../../../src/sync/model/change.ts';
import type { Cursor } from '../../../src/sync/model/ids.ts';
import { never } from '../../remote/scripted-fetch.ts';
import type { HistoryEvent } from '../history.ts';
import type { SideFault } from '../plan.ts';
import { plan } from '../scenarios/build-plan.ts';
import type { Gate } from '../world/gate.ts';
import { OutlookSide } from './outlook-side.ts';

const history: HistoryEvent[] = [];
let trouble: SideFault | null = null;
const gate: Gate = {
  nowMs: () => 0,
  runner: 'pane',
  io: (_, call) => Promise.resolve(call.act(trouble)),
};
const { quirks } = plan({ entities: [], rounds: [] });
const outlook = (): OutlookSide =>
  new OutlookSide({
    nowMs: () => 0,
    listener: (event) => history.push(event),
    random: () => 0.4,
    quirks,
  });

async function page(side: OutlookSide, cursor: Cursor | null, fault: SideFault | null): Promise<FeedPage> {
  const remote = side.remote(gate);
  const [feed] = await remote.feeds('contact', never);
  if (feed === undefined) throw new Error('a feed wanted');
  trouble = fault;
  return remote.pullPage(feed, cursor, never).finally(() => {
    trouble = null;
  });
}

const titlesIn = ({ changes }: FeedPage): unknown[] =>
  changes.map((change) => (change.type === 'removed' ? 'removed' : change.record.units['jobTitle']));

describe('[F15, F16] old rows', () => {
  it('come after the newer one, and by themselves rounds later, and show nothing that is', async () => {
    const side = outlook();
    const id = side.add({ lastName: 'A', jobTitle: 'Captain' });
    const { next } = await page(side, null, null);
    side.edit(id, { jobTitle: 'Admiral' });
    const first = await page(side, next, 'old-row');
    expect(titlesIn(first)).toEqual(['Admiral', 'Captain']);
    history.length = 0;
    expect(titlesIn(await page(side, first.next, 'old-row'))).toEqual(['Captain']);
    expect(history).toEqual([]);
  });

  it('come after the removal of their item', async () => {
    const side = outlook();
    const id = side.add({ lastName: 'A', jobTitle: 'Captain' });
    const { next } = await page(side, null, null);
    side.remove(id);
    expect(titlesIn(await page(side, next, 'old-row'))).toEqual(['removed', 'Captain']);
  });

  it('are not there of what never changed', async () => {
    const side = outlook();
    side.add({ lastName: 'A', jobTitle: 'Captain' });
    expect(titlesIn(await page(side, null, 'old-row'))).toEqual(['Captain']);
  });
});
