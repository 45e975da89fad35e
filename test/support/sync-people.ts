// Builders: sample people, and pairs that are already in step.

import type { Answer, ContestedUnit } from '../../src/sync/model/decision.ts';
import type { RecordId } from '../../src/sync/model/ids.ts';
import type { Link } from '../../src/sync/model/link.ts';
import type { Units } from '../../src/sync/model/record.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import { Bench, minuteMs, settingsWith, type SettingsChange } from './sync-bench.ts';

export const person = (firstName: string, more: Units = {}): Units => ({
  firstName,
  lastName: 'Lovelace',
  email: `${firstName.toLowerCase()}@contoso.example`,
  jobTitle: 'Analyst',
  ...more,
});

export interface Pair {
  readonly bench: Bench;
  readonly outlook: RecordId;
  readonly sales: RecordId;
}

export function benchWith(change: SettingsChange): Bench {
  const bench = new Bench();
  bench.settings = settingsWith(change);
  return bench;
}

function only(ids: readonly { readonly id: RecordId }[]): RecordId {
  const [first, ...more] = ids;
  if (first === undefined || more.length > 0)
    throw new Error(`expected one record, found ${String(ids.length)}`);
  return first.id;
}

/** Born in Sales, selected by the search, created in Outlook. */
export async function salesBorn(change: SettingsChange = {}, units: Units = person('Ada')): Promise<Pair> {
  const bench = benchWith(change);
  const sales = bench.sales.addSelected(units);
  await bench.run();
  bench.later(minuteMs);
  return { bench, sales, outlook: only(bench.outlook.live()) };
}

/** Born in Outlook, shared by its owner, created in Sales; in no search. */
export async function outlookBorn(change: SettingsChange = {}, units: Units = person('Ada')): Promise<Pair> {
  const bench = benchWith(change);
  const outlook = bench.outlook.add(units, { isShared: true });
  await bench.run();
  bench.later(minuteMs);
  return { bench, outlook, sales: only(bench.sales.live()) };
}

/** There on both sides before the first sync; shared in Outlook or not. */
export async function adopted(
  facts: { readonly isShared: boolean; readonly outlook?: Units; readonly sales?: Units },
  change: SettingsChange = {},
): Promise<Pair> {
  const bench = benchWith(change);
  const outlook = bench.outlook.add(facts.outlook ?? person('Ada'), { isShared: facts.isShared });
  const sales = bench.sales.addSelected(facts.sales ?? person('Ada'));
  await bench.run();
  bench.later(minuteMs);
  return { bench, outlook, sales };
}

export async function onlyLink(bench: Bench): Promise<Link> {
  const links = (await bench.rows('links')).filter((link) => link.status !== 'tombstone');
  const [link, ...more] = links;
  if (link === undefined || more.length > 0)
    throw new Error(`expected one link, found ${String(links.length)}`);
  return link;
}

/** Runs with the lists of the search and the keys sweep read anew, as after half an hour. */
export async function runLater(bench: Bench, minutes = 31): ReturnType<Bench['run']> {
  bench.later(minutes * minuteMs);
  return bench.run();
}

/** Answers every open question about fields with the values of one side. */
export async function answerAll(bench: Bench, side: 'microsoft' | 'sales'): Promise<void> {
  for (const { key, question, units } of await bench.rows('conflicts')) {
    const choices = Object.fromEntries(units.map(({ unit }) => [unit, side]));
    await answerConflict(bench.ports(), { key, question, choices, shown: shownIn(units), fate: null });
  }
}

export function shownIn(units: readonly ContestedUnit[]): Answer['shown'] {
  return Object.fromEntries(
    units.map(({ unit, microsoftDigest, salesDigest }) => [
      unit,
      { microsoft: microsoftDigest, sales: salesDigest },
    ]),
  );
}
