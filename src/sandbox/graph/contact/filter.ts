// What of a contact $filter can reach. Extended properties are the only collection that is found by value in general.
import { compileFilter } from '../wire/filter-run.ts';
import type { FilterCollection, FilterRows, Scalar, Test } from '../wire/filter-run.ts';
import { parseFilter } from '../wire/filter-syntax.ts';
import { extensionNameOf } from './extension.ts';
import { addressFields, addressParts, listFields, textFields } from './fields.ts';
import type { EmailAddress } from './fields.ts';
import { canonicalPropertyId } from './property-id.ts';
import type { StoredContact } from './stored-contact.ts';

type Read = (contact: StoredContact) => Scalar;

const values = new Map<string, Read>([
  ...textFields.map((name): [string, Read] => [name, ({ fields }) => fields[name]]),
  ...addressFields.flatMap((field) =>
    addressParts.map((part): [string, Read] => [
      `${field}/${part}`,
      ({ fields }) => fields[field][part] ?? null,
    ]),
  ),
  ['parentFolderId', ({ folderId }) => folderId],
  ['createdDateTime', ({ createdAt }) => createdAt],
  ['lastModifiedDateTime', ({ modifiedAt }) => modifiedAt],
  ['birthday', ({ fields }) => (fields.birthday === null ? null : Date.parse(fields.birthday))],
]);

const texts = (read: (contact: StoredContact) => readonly string[]): FilterCollection<StoredContact> => ({
  items: read,
  member: (name) => (name === '' ? (item) => item as string : undefined),
  tests: ['eq'],
});

const collections = new Map<string, FilterCollection<StoredContact>>([
  ...listFields.map((name): [string, FilterCollection<StoredContact>] => [
    name.toLowerCase(),
    texts(({ fields }) => fields[name]),
  ]),
  [
    'emailaddresses',
    {
      items: ({ fields }) => fields.emailAddresses,
      member: (name) =>
        name === 'address' || name === 'name' ? (item) => (item as EmailAddress)[name] ?? null : undefined,
      tests: ['eq', 'ne'],
    },
  ],
  [
    'extensions',
    {
      items: ({ extensions }) => Object.keys(extensions),
      member: (name) => (name === 'id' ? (item) => item as string : undefined),
      literal: (_name, value) => (typeof value === 'string' ? extensionNameOf(value) : value),
      tests: ['eq'],
    },
  ],
  [
    'singlevalueextendedproperties',
    {
      items: ({ properties }) => Object.entries(properties),
      member: (name) => extendedMember(name),
      literal: (name, value) =>
        name === 'id' && typeof value === 'string' ? canonicalPropertyId(value) : value,
      exactMember: 'id',
      tests: ['eq', 'ne', 'contains', 'startswith'],
    },
  ],
]);

function extendedMember(name: string): ((item: unknown) => Scalar) | undefined {
  if (name === 'id') return (item) => (item as readonly [string, string])[0];
  if (name === 'value') return (item) => (item as readonly [string, string])[1];
  return undefined;
}

const rows: FilterRows<StoredContact> = {
  value: (path) => values.get(path),
  collection: (name) => collections.get(name.toLowerCase()),
};

export function contactFilter(text: string | undefined): Test<StoredContact> | null {
  return text === undefined ? null : compileFilter(parseFilter(text), rows);
}
