// The resources the sandbox serves, and which attributes they have under the present switches.
import type { Switches } from '../switches.ts';
import { accountAttributes } from './account-attributes.ts';
import type { Attributes } from './attribute.ts';
import { contactAttributes } from './contact-attributes.ts';
import { resourceAttributes, resourceUserAttributes } from './person-resources.ts';

export interface Resource {
  readonly name: 'contacts' | 'accounts' | 'resources' | 'resourceUsers';
  readonly title: string;
  readonly titlePlural: string;
  readonly primaryKey: string;
  readonly attributes: Attributes;
  readonly writable: boolean;
  readonly children: readonly string[];
}

const all: readonly Resource[] = [
  {
    name: 'contacts',
    title: 'Contact',
    titlePlural: 'Contacts',
    primaryKey: 'PartyId',
    attributes: contactAttributes,
    writable: true,
    children: ['ContactPoint'],
  },
  {
    name: 'accounts',
    title: 'Account',
    titlePlural: 'Accounts',
    primaryKey: 'PartyId',
    attributes: accountAttributes,
    writable: true,
    children: [],
  },
  {
    name: 'resources',
    title: 'Resource',
    titlePlural: 'Resources',
    primaryKey: 'PartyId',
    attributes: resourceAttributes,
    writable: false,
    children: [],
  },
  {
    name: 'resourceUsers',
    title: 'Resource User',
    titlePlural: 'Resource Users',
    primaryKey: 'ResourceProfileId',
    attributes: resourceUserAttributes,
    writable: false,
    children: [],
  },
];

export const resources: ReadonlyMap<string, Resource> = new Map(
  all.map((resource) => [resource.name, resource]),
);

/** The attributes that exist at the moment. */
export function presentAttributes(resource: Resource, switches: Switches): Attributes {
  if (resource.name !== 'contacts') return resource.attributes;
  const present = new Map(resource.attributes);
  if (!switches.contactSourceSystem) {
    present.delete('SourceSystem');
    present.delete('SourceSystemReferenceValue');
  }
  const number = present.get('PartyNumber');
  if (number !== undefined && !switches.clientPartyNumber)
    present.set('PartyNumber', { ...number, write: 'never' });
  return present;
}
