// The people as Graph finds them: by object id or by user principal name, which is their address.
import type { Person } from '../company/person.ts';

export class Directory {
  readonly people: readonly Person[];
  readonly #byName: ReadonlyMap<string, Person>;
  readonly #byUserName: ReadonlyMap<string, Person>;

  constructor(people: readonly Person[]) {
    this.people = people;
    this.#byName = new Map(
      people.flatMap((person) => [
        [person.oid.toLowerCase(), person],
        [person.mail.toLowerCase(), person],
      ]),
    );
    this.#byUserName = new Map(people.map((person) => [person.userName, person]));
  }

  /** by id or user principal name, in any case */
  find(idOrName: string): Person | undefined {
    return this.#byName.get(idOrName.toLowerCase());
  }

  byUserName(userName: string): Person | undefined {
    return this.#byUserName.get(userName);
  }
}
