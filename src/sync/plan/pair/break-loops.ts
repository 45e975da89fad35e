// G7: a write that would alternate, or the eleventh within an hour, quarantines the record instead of being sent.

import type { Base, Link, RecentWrite } from '../../model/link.ts';
import type { Intent } from '../../model/write.ts';
import { digestsOf } from '../merge/unit-forms.ts';
import type { PlanContext } from '../plan-context.ts';

const dayMs = 24 * 60 * 60_000;
const hourMs = 60 * 60_000;
const maxAlternating = 3;
const maxPerHour = 10;

export function isLoop(context: PlanContext, link: Link, intents: readonly Intent[]): boolean {
  const planned = intents
    .filter((intent) => intent.operation === 'update' && Object.keys(intent.units).length > 0)
    .map((intent) => recentWrite(context, intent));
  if (planned.length === 0) return false;
  const past = link.recentWrites.filter((write) => Math.abs(context.nowMs - write.atMs) < dayMs);
  const lastHour = past.filter((write) => Math.abs(context.nowMs - write.atMs) < hourMs);
  if (lastHour.length + 1 > maxPerHour) return true;
  const all = [...past, ...planned];
  const units = new Set(planned.flatMap((write) => Object.keys(write.digests)));
  return [...units].some((unit) => alternations(all, unit) > maxAlternating);
}

export function recentWrite(context: PlanContext, intent: Intent): RecentWrite {
  return {
    atMs: context.nowMs,
    side: intent.side,
    digests: digestsOf(context, intent.units, Object.keys(intent.units)),
  };
}

export function withRecentWrite(link: Link, write: RecentWrite): Link {
  if (Object.keys(write.digests).length === 0) return link;
  return { ...link, recentWrites: [...link.recentWrites, write].slice(-maxPerHour) };
}

/** Length of the newest run of writes of a unit that goes back and forth between the same two digests. */
function alternations(writes: readonly RecentWrite[], unit: string): number {
  const digests = writes.map((write): Base[string] | undefined => write.digests[unit]).filter(isPresent);
  let length = Math.min(digests.length, 1);
  for (let index = digests.length - 1; index > 0; index -= 1) {
    const isStep = digests[index] !== digests[index - 1];
    const isBack = length === 1 || digests[index - 1] === digests[index + 1];
    if (!isStep || !isBack) break;
    length += 1;
  }
  return length;
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}
