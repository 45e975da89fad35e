// All mailboxes of the company. One is made and filled when it is first asked for; one that has a file is read at the
// start, so that a damaged file stops the sandbox at once and not in the middle of a sync.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../../company/person.ts';
import { openJsonStore } from '../../persistence/json-store.ts';
import type { JsonStore } from '../../persistence/json-store.ts';
import { Mailbox } from './mailbox.ts';
import type { MailboxContext } from './mailbox.ts';
import { emptyMailboxOf, seededMailbox } from './seed.ts';
import type { CompanySeed } from './seed.ts';
import { mailboxSchema } from './snapshot.ts';

interface MailboxesOptions {
  /** folder of the mailbox files */
  readonly dir: string;
  readonly company: CompanySeed;
  readonly context: MailboxContext;
}

// A mailbox of 4,000 contacts is some megabytes of JSON: writing it once in a while, never at each change.
const snapshotDelayMs = 1_500;

export class Mailboxes {
  readonly #stores = new Map<string, JsonStore<Mailbox>>();
  readonly #options: MailboxesOptions;

  /** Throws CorruptStoreError when a file there is is none of ours. */
  constructor(options: MailboxesOptions) {
    this.#options = options;
    for (const person of options.company.people) if (existsSync(this.#file(person))) this.of(person);
  }

  of(person: Person): Mailbox {
    const known = this.#stores.get(person.userName);
    if (known !== undefined) return known.value;
    const { dir, company, context } = this.#options;
    const isNew = !existsSync(this.#file(person));
    const initial = isNew ? seededMailbox(person, company, context) : emptyMailboxOf(person, context);
    const store = openJsonStore(dir, nameOf(person), initial, {
      parse: (json) => new Mailbox(mailboxSchema.parse(json), context),
      delayMs: snapshotDelayMs,
    });
    store.value.onChange = store.changed;
    this.#stores.set(person.userName, store);
    if (isNew) store.changed();
    return store.value;
  }

  opened(): Mailbox[] {
    return [...this.#stores.values()].map(({ value }) => value);
  }

  async flush(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.flush()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.close()));
  }

  #file(person: Person): string {
    return join(this.#options.dir, `${nameOf(person)}.json`);
  }
}

function nameOf(person: Person): string {
  return `mailbox-${person.userName}`;
}
