// What must hold in both stores: after every write (duplicates, crosstalk, fields that are not mapped), and at the end
// (both sides equal, nothing invented, nothing lost, nothing deleted that nobody deleted).

import { violated } from '../../invariants/check.ts';
import { editedFields } from '../../plan.ts';
import type { AddressBook, Story } from './address-book.ts';
import { copiesOf, type Copy } from './copies.ts';
import type { Services } from './services.ts';

const sides = ['microsoft', 'sales'] as const;

/** Throws Violation I1, I8, I11 or I32. */
export function checkStores(services: Services, book: AddressBook): void {
  const copies = copiesOf(services);
  for (const side of sides) {
    const seen = new Set<number>();
    for (const copy of copies[side]) {
      const story = copy.who === null ? undefined : book.stories[copy.who];
      if (story === undefined)
        return violated('I8', `${side} holds a record of nobody: ${JSON.stringify(copy)}`);
      if (seen.has(story.who)) violated('I1', `${side} holds P${String(story.who)} twice`);
      seen.add(story.who);
      if (side === 'sales' && story.born === 'private')
        violated('I32', `P${String(story.who)} is private and in Sales`);
      checkUnmapped(story, copy);
    }
  }
}

function checkUnmapped({ who, unmapped }: Story, { id, unmapped: now }: Copy): void {
  const before = unmapped.get(id);
  // A copy that the engine made: whatever it has now, it has from its creation.
  if (before === undefined) unmapped.set(id, now);
  else if (before !== now)
    violated('I11', `fields of P${String(who)} that are not mapped: ${before} became ${now}`);
}

/** Throws Violation I2, I4, I5, I7 or I22. */
export function checkEnd(services: Services, book: AddressBook): void {
  checkStores(services, book);
  const copies = copiesOf(services);
  for (const story of book.stories) {
    const outlook = copies.microsoft.find(({ who }) => who === story.who);
    const sales = copies.sales.find(({ who }) => who === story.who);
    checkLife(story, outlook, sales);
    for (const copy of [outlook, sales]) if (copy !== undefined) checkValues(story, copy);
    if (outlook !== undefined && sales !== undefined) checkEqual(story, outlook, sales);
  }
}

function checkLife(story: Story, outlook: Copy | undefined, sales: Copy | undefined): void {
  const name = `P${String(story.who)}`;
  const is = `${outlook === undefined ? 'not ' : ''}in Outlook and ${sales === undefined ? 'not ' : ''}in Sales`;
  if (story.born === 'private') {
    if (outlook === undefined && story.deletedOn.size === 0) violated('I5', `${name}, private, is ${is}`);
    return;
  }
  const copies = { microsoft: outlook, sales };
  if (story.deletedOn.size === 0) {
    if (outlook === undefined && sales === undefined) violated('I5', `${name}, never deleted, is ${is}`);
    if (outlook === undefined || sales === undefined) violated('I22', `${name}, never deleted, is ${is}`);
    return;
  }
  for (const side of story.deletedForGood)
    if (!story.isEdited && copies[side] !== undefined)
      violated('I4', `${name}, deleted from ${side}, is ${is}`);
  // D11: a delete crosses only from the side where the record was born, and only once a round has known the pair (A6);
  // otherwise the pair is released.
  const home = { sales: 'sales', outlook: 'microsoft', both: null }[story.born];
  const crosses = [...story.deletedOn].every((side) => side === home && story.deletedForGood.has(side));
  if (crosses && (outlook === undefined) !== (sales === undefined)) violated('I22', `${name} is ${is}`);
}

function checkValues(story: Story, { fields }: Copy): void {
  const name = `P${String(story.who)}`;
  for (const field of editedFields) {
    const value = fields[field];
    const isWhole = story.deletedOn.size === 0;
    if (value === null) {
      if (isWhole && story.written.has(field) && !story.cleared.has(field))
        violated('I2', `${field} of ${name} is empty, which nobody wanted`);
      continue;
    }
    if (story.written.get(field)?.has(value) !== true)
      violated('I7', `${field} of ${name} is ${value}, which nobody wrote`);
    // What was replaced on a copy that was deleted before anybody read it was never replaced for the rest of the world.
    if (isWhole && story.replaced.get(field)?.has(value) === true)
      violated('I2', `${field} of ${name} is ${value} again, which a person had replaced`);
  }
}

function checkEqual({ who, born, deletedOn }: Story, outlook: Copy, sales: Copy): void {
  // Made again by the engine, which never sets the category: from then on it only receives (C10).
  const isReceiving = born !== 'sales' && deletedOn.has('microsoft') && !outlook.isShared;
  if (isReceiving) return;
  for (const field of editedFields) {
    const [here, there] = [outlook.fields[field], sales.fields[field]];
    if (here !== there)
      violated('I22', `${field} of P${String(who)}: Outlook ${String(here)}, Sales ${String(there)}`);
  }
}
