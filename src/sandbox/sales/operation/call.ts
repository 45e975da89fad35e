// Everything one request (or one batch) works with, apart from HTTP: who asks, in which framework version, on which unit.
import type { Entry } from '../resource/entry.ts';
import { partyEntry } from '../resource/party-entry.ts';
import type { Reader } from '../resource/party-entry.ts';
import { resourceEntry, resourceUserEntry } from '../resource/person-resources.ts';
import { presentAttributes } from '../resource/resource.ts';
import type { Resource } from '../resource/resource.ts';
import type { Attributes } from '../resource/attribute.ts';
import type { PartyKind, Row } from '../store/row.ts';
import type { UnitOfWork } from '../store/unit-of-work.ts';
import type { Switches } from '../switches.ts';
import type { Wire } from '../wire/item-body.ts';

export interface Call {
  readonly unit: UnitOfWork;
  readonly wire: Wire;
  readonly switches: Switches;
  readonly reader: Reader;
}

/** What an operation answers; no body means an empty one. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export function attributesFor(call: Call, resource: Resource): Attributes {
  return presentAttributes(resource, call.switches);
}

export function partyKind(resource: Resource): PartyKind | null {
  return resource.name === 'contacts' || resource.name === 'accounts' ? resource.name : null;
}

/** Every entry of the resource that the caller may see. */
export function entriesOf(call: Call, resource: Resource): Entry[] {
  const kind = partyKind(resource);
  if (kind !== null) return call.unit.visible(kind).map((row) => partyEntry(row, call.reader));
  const { people } = call.reader.company;
  return people.map(resource.name === 'resources' ? resourceEntry : resourceUserEntry);
}

/** The row behind a path key, for reading; undefined when it is absent, invisible or not yet committed. */
export function rowToRead(call: Call, resource: Resource, key: string): Row | undefined {
  const kind = partyKind(resource);
  return kind === null ? undefined : call.unit.readByNumber(kind, key);
}

export function entryOf(call: Call, resource: Resource, key: string): Entry | undefined {
  if (partyKind(resource) === null) return entriesOf(call, resource).find((entry) => entry.key === key);
  const row = rowToRead(call, resource, key);
  return row === undefined ? undefined : partyEntry(row, call.reader);
}
