// What a person decides in the pane: answers, approvals, restores. It goes through the product's own deeds onto a disk.

import type { LinkKey } from '../../../src/sync/model/ids.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import type { Conflict } from '../../../src/sync/model/decision.ts';
import type { Link } from '../../../src/sync/model/link.ts';
import { answerConflict } from '../../../src/sync/run/deeds/answer-conflict.ts';
import { approvePlan } from '../../../src/sync/run/deeds/approve-plan.ts';
import { bringBack } from '../../../src/sync/run/deeds/bring-back.ts';
import { decideHeldDeletes } from '../../../src/sync/run/deeds/decide-held-deletes.ts';
import { restoreKeptValue } from '../../../src/sync/run/deeds/restore-kept-value.ts';
import type { DeedPorts } from '../../../src/sync/run/deeds/wishes.ts';
import { confirmation } from '../invariants/audit/guard.ts';
import type { Facts } from '../invariants/check.ts';
import { bothSides, type Story } from '../ledger/ledger.ts';
import type { Deed } from '../plan.ts';

export type Decision = Extract<
  Deed,
  { readonly do: 'answer' | 'decide-held' | 'bring-back' | 'restore-kept' | 'approve' }
>;

const everything = { limit: 10_000 };

export async function decide(ports: DeedPorts, decision: Decision, facts: Facts): Promise<void> {
  switch (decision.do) {
    case 'answer':
      for (const conflict of await ports.store.scan('conflicts', everything)) {
        await answer(ports, conflict, decision.with, facts);
        facts.reach('decided answer');
      }
      return;
    case 'decide-held':
      for (const held of await ports.store.scan('heldDeletes', everything)) {
        const isTaken = await decideHeldDeletes(ports, {
          id: held.id,
          shown: held.keys,
          decision: decision.decision,
        });
        if (isTaken) facts.reach('decided decide-held');
        const { confirmedDeletes, keptDeletes } = facts.circumstances;
        const isRelease = held.id.endsWith(':release');
        for (const key of isTaken && !isRelease ? held.keys : []) {
          const name = confirmation(held.side, key);
          // The newest decision counts.
          confirmedDeletes.delete(name);
          keptDeletes.delete(name);
          if (decision.decision === 'apply') confirmedDeletes.add(name);
          else keptDeletes.set(name, facts.ledger.order);
        }
        for (const key of held.keys) {
          (await storyOf(ports, key, facts))?.marks.add('let-go');
          // The newest deed counts.
          if (isTaken && !isRelease && decision.decision === 'apply')
            await claim(ports, key, { facts, order: 0 });
        }
      }
      return;
    case 'approve':
      if (await approvePlan(ports, 'contact', [])) facts.reach('decided approve');
      return;
    case 'restore-kept':
      for (const kept of (await ports.store.scan('keptValues', everything)).slice(-1)) {
        if (!(await restoreKeptValue(ports, kept.id))) continue;
        facts.reach('decided restore-kept');
        const story = await storyOf(ports, kept.key, facts);
        story?.personWants(kept.lostOn, kept.unit, kept.value, facts.ledger.order + 1);
      }
      return;
    case 'bring-back':
      for (const link of await ports.store.scan('links', everything)) {
        const story = await storyOf(ports, link.key, facts);
        if (story?.who !== decision.who % Math.max(1, facts.ledger.stories.length)) continue;
        if (!(await bringBack(ports, link.key))) continue;
        facts.reach('decided bring-back');
        story.wishedAt = facts.ledger.order + 1;
        if (isSecond(link, story, facts)) story.secondsWanted += 1;
        await claim(ports, link.key, { facts, order: facts.ledger.order });
      }
  }
}

/** Another record of the same person is there beside the dead one that is to be made again. */
function isSecond(link: Link, story: Story, { ledger }: Facts): boolean {
  return bothSides.some((side) => {
    const end = link[side];
    const isDead = end !== null && ledger.item(side, end.id)?.isLive === false;
    return isDead && story.live(side).length > 0;
  });
}

async function answer(
  ports: DeedPorts,
  conflict: Conflict,
  wish: Extract<Decision, { do: 'answer' }>['with'],
  facts: Facts,
): Promise<void> {
  const { key, question, units } = conflict;
  const shown = Object.fromEntries(
    units.map(({ unit, microsoftDigest, salesDigest }) => [
      unit,
      { microsoft: microsoftDigest, sales: salesDigest },
    ]),
  );
  const story = await storyOf(ports, key, facts);
  if (question === 'fields') {
    const side: Side = wish === 'microsoft' ? 'microsoft' : 'sales';
    const choices = Object.fromEntries(units.map(({ unit }) => [unit, side]));
    await answerConflict(ports, { key, question, choices, shown, fate: null });
    return;
  }
  const fate = wish === 'let-go' ? 'let-go' : 'recreate';
  await answerConflict(ports, { key, question, choices: {}, shown, fate });
  if (fate === 'let-go') story?.marks.add('let-go');
  else if (story !== undefined) {
    story.wishedAt = facts.ledger.order + 1;
    if ((conflict.candidates ?? []).length > 0) story.secondsWanted += 1;
    await claim(ports, key, { facts, order: facts.ledger.order });
  }
}

async function claim(
  ports: DeedPorts,
  key: LinkKey,
  { facts, order }: { readonly facts: Facts; readonly order: number },
): Promise<void> {
  const link = await ports.store.get('links', key);
  for (const side of bothSides) {
    const end = link?.[side];
    const item = end == null ? undefined : facts.ledger.item(side, end.id);
    if (item === undefined) continue;
    item.claimedAt = order;
    item.paneClaimAt = order;
  }
}

async function storyOf(ports: DeedPorts, key: LinkKey, facts: Facts): Promise<Story | undefined> {
  const link = await ports.store.get('links', key);
  for (const side of bothSides) {
    const end = link?.[side];
    const story = end == null ? undefined : facts.ledger.storyOf(side, end.id);
    if (story !== undefined) return story;
  }
  return undefined;
}
