// What people did and what both services hold, by logical record. Fed by the services' own history alone; every check that
// judges the engine asks here.

import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { UnitName, Units, UnitValue } from '../../../src/sync/model/record.ts';
import { sides, type Side } from '../../../src/sync/model/side.ts';
import type { HistoryEvent } from '../history.ts';
import { editedFields, type EditedField, type Entity, type SideFault } from '../plan.ts';
import { tokenIn, whoIs } from '../play/values.ts';
import type { Item } from './item.ts';

export interface PersonWrite {
  readonly side: Side;
  readonly field: EditedField;
  readonly key: string;
  readonly order: number;
  readonly atMs: number;
  /** asked for in the pane (D15), to be written there by the engine */
  readonly isKeptValue?: true;
}

type ChangedEvent = Extract<HistoryEvent, { type: 'changed' }>;

/** names one write by what asked for it and when it was carried out */
function nameOf({ write, atMs }: ChangedEvent): string {
  return `${write?.intentId ?? ''} ${String(atMs)}`;
}

/** Everything known of one logical record. */
export class Story {
  readonly who: number;
  readonly born: Entity['born'];
  readonly items: Item[] = [];
  readonly writes: PersonWrite[] = [];
  /** keys of values that people ever gave a unit, on either side */
  readonly given = new Map<UnitName, Set<string>>();
  /** keys that a side ever held, per unit: `${side}:${unit}` */
  readonly held = new Map<string, Set<string>>();
  /** order of the newest deed that asks for this record: share, enter search, bring back, answer, restore */
  wishedAt = 0;
  /** how often a person chose to make it anew beside another record that was offered (D20) */
  secondsWanted = 0;
  /** deeds after which several outcomes are right: which, for exemptions */
  readonly marks = new Set<
    | 'deleted'
    | 'unshared'
    | 'left-search'
    | 'copied'
    | 'merged'
    | 'renamed'
    | 'restored'
    | 'moved'
    | 'let-go'
    | 'raced'
    | 'died-in-step'
    | 'died-unremembered'
    /** a row showed an item of it that was gone */
    | 'shown-dead'
    /** and no row tells of that death any more */
    | 'death-untold'
  >();
  /** deaths by a person, by side; unread: the other side's edits, as `id:unit`, that no runner had read by then */
  readonly deaths: {
    readonly side: Side;
    readonly order: number;
    readonly unread: ReadonlySet<string>;
    /** order at which the newest run had begun that had succeeded by then */
    readonly settledAt: number;
  }[] = [];
  /** order at which a run was over that had seen a copy on each side: from then on they are one pair to everybody */
  metAt = 0;
  /** the newest such order */
  knownAt = 0;
  /** order of the newest deed in one of the services */
  touchedAt = 0;
  personActs = 0;
  engineWrites = 0;
  newestWrite = '';

  constructor(who: number, born: Entity['born']) {
    this.who = who;
    this.born = born;
  }

  /** engine writes with this one among them; what the wire brings twice in one moment (F14) is one write */
  writesWith(event: ChangedEvent): number {
    return nameOf(event) === this.newestWrite ? this.engineWrites : this.engineWrites + 1;
  }

  live(side: Side): readonly Item[] {
    return this.items.filter((item) => item.side === side && item.isLive);
  }

  /** A person asked for an earlier value again (D15): it counts as the newest of its field. */
  personWants(side: Side, unit: UnitName, value: UnitValue, order: number): void {
    const field = editedFields.find((name) => name === unit);
    if (field !== undefined) {
      this.writes.push({ side, field, key: keyOf(field, value), order, atMs: 0, isKeptValue: true });
      this.given.get(field)?.add(keyOf(field, value));
    }
    this.personActs += 1;
  }

  hasHeld(side: Side, unit: UnitName, key: string): boolean {
    return this.held.get(`${side}:${unit}`)?.has(key) === true;
  }
}

/** Equal for all forms of one value: cut, rewritten, spelled otherwise. */
export function keyOf(unit: UnitName, value: UnitValue | undefined): string {
  if (value === undefined || value === null) return 'blank';
  const token = tokenIn(unit, value);
  if (token !== null) return `${token.field}:${String(token.who)}:${String(token.seq)}`;
  return typeof value === 'object' ? JSON.stringify(value) : String(value).trim().toLowerCase();
}

/** A whole text in place of the one that was cut is an edit, whatever its token says. */
function isSameText(one: UnitValue | undefined, other: UnitValue | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

export class Ledger {
  readonly stories: Story[] = [];
  readonly #items = new Map<string, Item>();
  order = 0;
  /** order at which the newest run was over that succeeded */
  succeededAt = 0;
  /** order at which that run began */
  settledAt = 0;

  begin(born: Entity['born']): Story {
    const story = new Story(this.stories.length, born);
    this.stories.push(story);
    return story;
  }

  item(side: Side, id: RecordId): Item | undefined {
    return this.#items.get(`${side}:${id}`);
  }

  story(who: number): Story | undefined {
    return this.stories[who];
  }

  storyOf(side: Side, id: RecordId): Story | undefined {
    const item = this.item(side, id);
    return item === undefined ? undefined : this.stories[item.who];
  }

  /** Takes one event in; call before the checks for `person`, after them for `engine`, so that checks see the world before. */
  note(event: HistoryEvent): void {
    this.order += 1;
    if (event.type === 'refused') return;
    if (event.type === 'served') {
      const item = this.item(event.side, event.id);
      item?.servedAt.set(event.runner, this.order);
      item?.seen.set(event.runner, event.version);
      if (item !== undefined && event.isFound !== true) item.readAt = this.order;
      return;
    }
    const { after, before } = event;
    const who = whoIs((after ?? before)?.units ?? {});
    const story = who === null ? undefined : this.stories[who];
    if (story === undefined) return;
    const item = this.#itemOf(event, story);
    if (after !== null) {
      item.version = after;
      item.isLive = !after.isDeleted;
      for (const unit of Object.keys(after.units)) this.#hold(story, event.side, unit, after.units[unit]);
      for (const unit of editedFields) {
        if (after.units[unit] === undefined) this.#hold(story, event.side, unit, null);
      }
    } else {
      item.isLive = false;
    }
    if (event.by === 'person') this.#notePerson(event, story, item);
    else if (event.runner !== null) {
      // What it was told of its own write comes as an event of its own.
      story.engineWrites = story.writesWith(event);
      story.newestWrite = nameOf(event);
    }
  }

  #itemOf(event: Extract<HistoryEvent, { type: 'changed' }>, story: Story): Item {
    // a moved item goes on under its new id
    const id = event.after?.id ?? event.id;
    const name = `${event.side}:${id}`;
    const known = this.#items.get(name);
    if (known !== undefined) return known;
    const moved =
      event.operation === 'move' && event.before !== null
        ? this.item(event.side, event.before.id)
        : undefined;
    if (moved !== undefined) Object.assign(moved, { isLive: false, hasMoved: true });
    const version = event.after ?? event.before;
    if (version === null) throw new Error('a change of nothing');
    const item: Item = {
      side: event.side,
      id,
      who: story.who,
      bornBy: moved?.bornBy ?? event.by,
      bornAt: moved?.bornAt ?? this.order,
      version,
      isLive: true,
      personWrites: new Map(moved?.personWrites),
      servedAt: new Map(),
      seen: new Map(),
      readAt: 0,
      restoredAt: 0,
      claimedAt: moved?.claimedAt ?? 0,
      paneClaimAt: moved?.paneClaimAt ?? 0,
      isMoved: moved !== undefined,
      hasMoved: false,
      hiddenAt: new Map(),
      unlistedAt: new Map(),
    };
    this.#items.set(name, item);
    story.items.push(item);
    return item;
  }

  #hold(story: Story, side: Side, unit: UnitName, value: UnitValue | undefined): void {
    const name = `${side}:${unit}`;
    const keys = story.held.get(name);
    const key = keyOf(unit, value);
    if (keys === undefined) story.held.set(name, new Set([key]));
    else keys.add(key);
  }

  #notePerson(event: Extract<HistoryEvent, { type: 'changed' }>, story: Story, item: Item): void {
    const { before, after, operation, side } = event;
    if (operation === 'bump') return;
    if (operation === 'restore') item.restoredAt = this.order;
    story.personActs += 1;
    story.touchedAt = this.order;
    const isDeath = after === null || (after.isDeleted && before?.isDeleted !== true);
    if (isDeath && operation !== 'move') {
      const unread = unreadOf(story.live(otherOf(side)));
      story.deaths.push({ side, order: this.order, unread, settledAt: this.settledAt });
      story.marks.add('deleted');
      return;
    }
    if (after === null) return;
    for (const field of editedFields) {
      const key = keyOf(field, after.units[field]);
      const isInitial = before === null;
      if (!isInitial && isSameText(before.units[field], after.units[field])) continue;
      const given = story.given.get(field);
      if (given === undefined) story.given.set(field, new Set([key]));
      else given.add(key);
      if (isInitial && key === 'blank') continue;
      if (operation === 'move' || operation === 'restore') continue;
      item.personWrites.set(field, this.order);
      story.writes.push({ side, field, key, order: this.order, atMs: event.atMs });
    }
  }

  /** A listing for this runner left these out although they are there. */
  hide(side: Side, ids: readonly RecordId[], at: { readonly runner: string; readonly how: SideFault }): void {
    this.order += 1;
    for (const id of ids) {
      const item = this.item(side, id);
      if (item?.isLive === true) item.hiddenAt.set(at.runner, { order: this.order, how: at.how });
    }
  }

  /** The saved search, asked by this runner, did not name these. */
  unlist(ids: readonly RecordId[], runner: string): void {
    if (ids.length > 0) this.order += 1;
    for (const id of ids) this.item('sales', id)?.unlistedAt.set(runner, this.order);
  }

  showDead(side: Side, id: RecordId, isFromBeginning: boolean): void {
    const marks = this.storyOf(side, id)?.marks;
    marks?.add('shown-dead');
    if (isFromBeginning) marks?.add('death-untold');
  }

  /** Every live item of both sides, for end checks. */
  *liveItems(): Iterable<Item> {
    for (const item of this.#items.values()) if (item.isLive) yield item;
  }
}

function unreadOf(items: readonly Item[]): ReadonlySet<string> {
  const names = items.flatMap(({ id, personWrites, readAt }) =>
    [...personWrites].flatMap(([unit, order]) => (order > readAt ? [`${id}:${unit}`] : [])),
  );
  return new Set(names);
}

export function otherOf(side: Side): Side {
  return side === 'microsoft' ? 'sales' : 'microsoft';
}

export const bothSides: readonly Side[] = sides;
export type { Item, Units };
