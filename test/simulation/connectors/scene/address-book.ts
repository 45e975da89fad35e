// The people of a plan at work in Outlook and in Sales, and what they know: who is there, what they wrote, what they
// replaced and deleted. Never asks the engine or a connector.

import type { Side } from '../../../../src/sync/model/side.ts';
import type { EditedField } from '../../plan.ts';
import type { Born, WireDeed } from '../connector-plan.ts';
import { copiesOf, type Copy } from './copies.ts';
import { outlookBody, plainValue, salesPayload, type WireValue } from './person-values.ts';
import { CATEGORY, USER, type Services } from './services.ts';

/** One person of the address book. */
export interface Story {
  readonly who: number;
  readonly born: Born;
  /** sides on which a person deleted a copy */
  readonly deletedOn: Set<Side>;
  /** those of them where the engine had met the copy before, so that it must not come back (I4) */
  readonly deletedForGood: Set<Side>;
  /** values written, per field */
  readonly written: Map<EditedField, Set<string>>;
  /** values a person replaced where they saw them: none of them may come back (I2) */
  readonly replaced: Map<EditedField, Set<string>>;
  readonly cleared: Set<EditedField>;
  /** somebody edited a copy after it was made */
  isEdited: boolean;
  /** per copy, what stood in fields that no connector maps */
  readonly unmapped: Map<string, string>;
}

export class AddressBook {
  readonly stories: Story[] = [];
  readonly #services: Services;
  #seq = 0;
  /** the engine has met the natural keys of everybody before this number */
  metUntil = 0;

  constructor(services: Services) {
    this.#services = services;
  }

  act(deed: WireDeed): void {
    if (deed.do === 'add') this.add(deed.born);
    else if (deed.do === 'expire') this.#services.graph.expireDelta(USER);
    else this.#onCopy(deed);
  }

  add(born: Born): void {
    const who = this.stories.length;
    const story: Story = {
      who,
      born,
      deletedOn: new Set(),
      deletedForGood: new Set(),
      written: new Map(),
      replaced: new Map(),
      cleared: new Set(),
      isEdited: false,
      unmapped: new Map(),
    };
    this.stories.push(story);
    const seq = this.#next();
    const first = (['email', 'department', 'phone.work'] as const).map((field) => ({
      who,
      field,
      seq,
      isCleared: false,
    }));
    for (const value of first) this.#note(story, value.field, plainValue(value));
    if (born !== 'sales') this.#addOutlook(story, first);
    if (born === 'sales' || born === 'both') this.#addSales(story, first);
  }

  #addOutlook({ who, born, unmapped }: Story, values: readonly WireValue[]): void {
    const name = `P${String(who)}`;
    const held = {
      emailAddresses: [{}, { name: 'Second', address: `second.${name}@home.example`.toLowerCase() }],
      businessPhones: ['', `+1 999 ${String(who)} 77`],
    };
    const body = Object.assign({}, ...values.map((value) => outlookBody(value, held))) as object;
    const { id } = this.#services.graph.createContact(USER, {
      givenName: 'Ada',
      surname: name,
      displayName: `Ada ${name}`,
      nickName: `nick ${name}`,
      personalNotes: `notes ${name}`,
      spouseName: `spouse ${name}`,
      categories: born === 'private' ? ['Family'] : [CATEGORY, 'Family'],
      ...body,
    });
    this.#keepUnmapped(unmapped, 'microsoft', String(id));
  }

  #addSales({ who, unmapped }: Story, values: readonly WireValue[]): void {
    const name = `P${String(who)}`;
    const { partyId } = this.#services.sales.create(USER, {
      FirstName: 'Ada',
      LastName: name,
      Type: 'ZCA_CONTACT',
      PreviousLastName: `previous ${name}`,
      AcademicTitle: `title ${name}`,
      Comments: `comments ${name}`,
      Initials: `A${String(who)}`,
      DoNotCallFlag: true,
      ...(Object.assign({}, ...values.map((value) => salesPayload(value))) as object),
    });
    this.#keepUnmapped(unmapped, 'sales', partyId);
  }

  #keepUnmapped(unmapped: Map<string, string>, side: Side, id: string): void {
    const copy = copiesOf(this.#services)[side].find((one) => one.id === id);
    if (copy !== undefined) unmapped.set(id, copy.unmapped);
  }

  #onCopy(deed: Extract<WireDeed, { do: 'edit' | 'delete' }>): void {
    const story = this.stories[deed.who % Math.max(1, this.stories.length)];
    if (story === undefined) return;
    const copy = copiesOf(this.#services)[deed.side].find(({ who }) => who === story.who);
    if (copy === undefined) return;
    if (deed.do === 'edit') this.#edit(story, copy, deed);
    else {
      story.deletedOn.add(deed.side);
      if (story.who < this.metUntil) story.deletedForGood.add(deed.side);
      if (deed.side === 'microsoft') this.#services.graph.deleteContact(USER, copy.id);
      else this.#services.sales.remove(USER, copy.id);
    }
  }

  #edit(story: Story, copy: Copy, { side, field, how }: Extract<WireDeed, { do: 'edit' }>): void {
    // Two copies that the engine has not met yet would be two people under different addresses (A2).
    if (field === 'email' && story.who >= this.metUntil) return;
    // With a second number or address the next one would move up, and Sales takes no address without a country.
    const isCleared = how === 'clear' && ['jobTitle', 'department', 'middleName'].includes(field);
    const value = { who: story.who, field, seq: this.#next(), isCleared };
    story.isEdited = true;
    const before = copy.fields[field];
    // Two copies that were never compared have no common past: which of their values is the older, nobody can know.
    const isCompared = story.born !== 'both' || story.who < this.metUntil;
    if (before !== null && isCompared) setOf(story.replaced, field).add(before);
    if (isCleared) story.cleared.add(field);
    else this.#note(story, field, plainValue(value));
    if (side === 'sales') {
      this.#services.sales.edit(USER, copy.id, salesPayload(value));
      return;
    }
    const held = this.#services.graph.contact(USER, copy.id);
    this.#services.graph.editContact(USER, copy.id, outlookBody(value, held));
  }

  #note(story: Story, field: EditedField, value: string): void {
    setOf(story.written, field).add(value);
  }

  #next(): number {
    this.#seq += 1;
    return this.#seq;
  }
}

function setOf(sets: Map<EditedField, Set<string>>, field: EditedField): Set<string> {
  const known = sets.get(field) ?? new Set<string>();
  sets.set(field, known);
  return known;
}
