// The people of a plan: they know what they see on their screens, i.e. what both services hold, and never what the engine
// thinks. A deed whose record is not there does nothing.

import type { RecordId } from '../../../src/sync/model/ids.ts';
import type { Units, UnitValue } from '../../../src/sync/model/record.ts';
import type { Side } from '../../../src/sync/model/side.ts';
import { otherOf, type Ledger, type Story } from '../ledger/ledger.ts';
import type { Deed, EditedField, Entity } from '../plan.ts';
import type { OutlookSide } from '../sides/outlook-side.ts';
import type { SalesSide } from '../sides/sales-side.ts';
import { companyOf, unitsFor, valueFor } from './values.ts';

export type RecordDeed = Exclude<
  Deed,
  { readonly do: 'answer' | 'decide-held' | 'bring-back' | 'restore-kept' | 'approve' | 'policy' }
>;

interface Services {
  readonly outlook: OutlookSide;
  readonly sales: SalesSide;
  readonly ledger: Ledger;
}

export class People {
  readonly #services: Services;
  /** values written per record and field, oldest first, for `again` */
  readonly #written = new Map<string, UnitValue[]>();
  /** what sharing made of an item's claim: taking it back takes that back */
  readonly #claims = new Map<RecordId, { readonly before: number; readonly now: number }>();
  #categoryName = 'Shared with Sales';
  /** by another name of the category: the items that carry it */
  readonly #carriers = new Map<string, ReadonlySet<RecordId>>();
  #seq = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  get categoryName(): string {
    return this.#categoryName;
  }

  add({ born, differs, company }: Entity): void {
    const { outlook, sales, ledger } = this.#services;
    const story = ledger.begin(born);
    const { who } = story;
    // Copies of different addresses are two people to everybody (A2).
    if (born === 'both' && differs.includes('email')) story.marks.add('renamed');
    const units = {
      ...unitsFor(who, this.#next()),
      ...(company === undefined ? {} : this.#employ(who, company)),
    };
    const other = Object.fromEntries(differs.map((field) => [field, this.#value(who, field, 'set')]));
    if (born === 'sales' || born === 'both' || born === 'twins') sales.addSelected(units);
    if (born === 'twins') sales.addSelected(units);
    if (born === 'outlook' || born === 'both') outlook.add({ ...units, ...other }, { isShared: true });
    if (born === 'private') outlook.add(units, { isShared: false });
  }

  /** The company that somebody works for, and the accounts that Sales has of it. */
  #employ(who: number, company: NonNullable<Entity['company']>): Units {
    const { accounts } = this.#services.sales;
    const name = companyOf(who);
    const count = { known: 1, unknown: 0, ambiguous: 2 }[company];
    for (let nth = 1; nth <= count; nth += 1) accounts.push({ id: `${String(who)}00${String(nth)}`, name });
    return { company: name };
  }

  act(deed: RecordDeed): void {
    if (deed.do === 'add') {
      this.add(deed.entity);
      return;
    }
    if (deed.do === 'expire') {
      this.#services.outlook.expireCursors();
      return;
    }
    const { stories } = this.#services.ledger;
    if (deed.do === 'name-category') {
      this.#nameCategory(deed.name, stories);
      return;
    }
    const story = stories[deed.who % Math.max(1, stories.length)];
    if (story === undefined) return;
    switch (deed.do) {
      case 'edit':
        this.#edit(story, deed);
        return;
      case 'agree': {
        if (deed.field === 'email') story.marks.add('renamed');
        const value = this.#value(story.who, deed.field, 'set');
        for (const side of ['microsoft', 'sales'] as const) this.#set(story, side, { [deed.field]: value });
        return;
      }
      case 'delete':
        this.#onLive(story, deed.side, (id) => {
          this.#side(deed.side).remove(id);
        });
        return;
      case 'restore':
        this.#restore(story, deed.side);
        return;
      case 'bump':
        this.#onLive(story, deed.side, (id) => {
          this.#side(deed.side).bump(id);
        });
        return;
      case 'merge':
        this.#merge(story, stories[deed.into % stories.length]);
        return;
      default:
        this.#select(story, deed.do);
    }
  }

  #edit(story: Story, deed: Extract<Deed, { do: 'edit' }>): void {
    const { field, how, side } = deed;
    if (field === 'email') story.marks.add('renamed');
    if (how === 'clear') this.#set(story, side, { [field]: null });
    else if (how === 'again') {
      const values = this.#written.get(`${String(story.who)}:${field}`);
      const earlier = values?.at(-2);
      if (earlier === undefined) return;
      values?.push(earlier);
      this.#set(story, side, { [field]: earlier });
    } else this.#set(story, side, { [field]: this.#value(story.who, field, how) });
  }

  #restore(story: Story, side: Side): void {
    const dead = story.items.findLast((item) => item.side === side && !item.isLive);
    if (dead === undefined || this.#side(side).version(dead.id) === null) return;
    story.marks.add('restored');
    this.#side(side).restore(dead.id);
    this.#wish(story);
    // Of several pairs of one person the ledger does not know which it belongs to, nor of several that there were.
    const [other, ...more] = story.live(otherOf(side));
    const isOnly = story.items.every((item) => item.side !== side || item.bornAt === dead.bornAt);
    if (other !== undefined && more.length === 0 && isOnly) other.claimedAt = this.#services.ledger.order;
  }

  #merge(story: Story, survivor: Story | undefined): void {
    const { sales } = this.#services;
    const loser = story.live('sales').at(-1);
    const winner = survivor === story ? story.live('sales')[0] : survivor?.live('sales')[0];
    if (loser === undefined || winner === undefined || loser === winner) return;
    story.marks.add('merged');
    survivor?.marks.add('merged');
    sales.merge(loser.id, winner.id);
  }

  #select(story: Story, what: 'share' | 'unshare' | 'enter-search' | 'leave-search' | 'copy' | 'move'): void {
    const { outlook, sales } = this.#services;
    if (what === 'enter-search' || what === 'leave-search') {
      this.#onLive(story, 'sales', (id) => {
        if (what === 'enter-search') {
          sales.search.add(id);
          this.#wish(story);
        } else sales.search.delete(id);
      });
      if (what === 'leave-search') story.marks.add('left-search');
      return;
    }
    this.#onLive(story, 'microsoft', (id) => {
      if (what === 'copy') {
        story.marks.add('copied');
        outlook.copy(id);
      } else if (what === 'move') {
        story.marks.add('moved');
        const claim = this.#claims.get(id);
        const moved = outlook.move(id);
        if (claim !== undefined) this.#claims.set(moved, claim);
      } else {
        this.#share(story, id, what === 'share');
      }
    });
  }

  /** As if all who carry the one took it off, and all who carry the other put it on. */
  #nameCategory(name: string, stories: readonly Story[]): void {
    const items = stories.flatMap((story) => story.live('microsoft').map((item) => ({ story, item })));
    const shared = items.filter(({ item }) => item.version.isShared).map(({ item }) => item.id);
    this.#carriers.set(this.#categoryName, new Set(shared));
    this.#categoryName = name;
    const carriers = this.#carriers.get(name);
    for (const { story, item } of items) {
      const isShared = carriers?.has(item.id) ?? false;
      if (isShared === item.version.isShared) continue;
      this.#share(story, item.id, isShared, 'by its name');
      // In the end it is as if nobody had ever touched it.
      if (isShared) story.marks.delete('unshared');
    }
  }

  #share(story: Story, id: RecordId, isShared: boolean, how?: 'by its name'): void {
    const { ledger, outlook } = this.#services;
    const { order } = ledger;
    const item = ledger.item('microsoft', id);
    if (how === undefined) outlook.share(id, isShared);
    else outlook.seeAsShared(id, isShared);
    if (!isShared) {
      story.marks.add('unshared');
      const claim = this.#claims.get(id);
      if (item !== undefined && item.claimedAt === claim?.now) item.claimedAt = claim.before;
      return;
    }
    this.#wish(story);
    // Taken off and put back between two looks, it was shared all the time to everybody else.
    const wasSeen = [...(item?.seen.values() ?? [])].some((seen) => seen.isShared);
    if (item === undefined || ledger.order === order || wasSeen) return;
    const claim = this.#claims.get(id);
    const before = claim !== undefined && claim.now === item.claimedAt ? claim.before : item.claimedAt;
    this.#claims.set(id, { before, now: ledger.order });
    item.claimedAt = ledger.order;
  }

  #wish(story: Story): void {
    story.wishedAt = this.#services.ledger.order + 1;
  }

  #set(story: Story, side: Side, units: Readonly<Record<string, UnitValue>>): void {
    this.#onLive(story, side, (id) => {
      this.#side(side).edit(id, units);
    });
  }

  #onLive(story: Story, side: Side, act: (id: RecordId) => void): void {
    const [item] = story.live(side);
    if (item !== undefined) act(item.id);
  }

  #side(side: Side): OutlookSide | SalesSide {
    return side === 'microsoft' ? this.#services.outlook : this.#services.sales;
  }

  #value(who: number, field: EditedField, how: 'set' | 'long'): UnitValue {
    const value = valueFor({ who, field, seq: this.#next() }, how);
    const name = `${String(who)}:${field}`;
    const values = this.#written.get(name);
    if (values === undefined) this.#written.set(name, [value]);
    else values.push(value);
    return value;
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }
}
