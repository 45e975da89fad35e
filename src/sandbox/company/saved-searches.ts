// The saved searches a person may use. A public one is the same search for everyone and finds each caller's own records.
import { accountsOf } from './accounts.ts';
import { offices } from './offices.ts';
import { indexOfPerson, officeOf } from './people.ts';
import { salesContactsOf } from './sales-contacts.ts';
import type { SavedSearchSeed } from './records.ts';

/** `My Contacts`, public and the default of everyone. */
export const MY_CONTACTS_UUID = '59783e65-0513-4169-9fae-db9d7d1b105c';
const KEY_ACCOUNTS_UUID = 'c2f7a9de-40bb-4b0f-8a51-2f7f0c1a6b88';

function privateUuid(userName: string): string {
  const { faker } = offices[officeOf(userName)];
  faker.seed(40_000 + indexOfPerson(userName));
  return faker.string.uuid();
}

/** Two or three searches, `My Contacts` first; the same on every call. */
export function savedSearchesOf(userName: string): readonly SavedSearchSeed[] {
  const contacts = salesContactsOf(userName);
  const index = indexOfPerson(userName);
  const keyAccounts = accountsOf(userName).slice(0, 2);
  const shared = { entity: 'Contact', access: 'Public' } as const;
  const searches: SavedSearchSeed[] = [
    {
      ...shared,
      queryUuid: MY_CONTACTS_UUID,
      savedSearchNumber: '889937479',
      name: 'My Contacts',
      description: null,
      isDefault: true,
      rule: { kind: 'owned-by-me' },
    },
    {
      ...shared,
      queryUuid: KEY_ACCOUNTS_UUID,
      savedSearchNumber: '889937480',
      name: "My key accounts' contacts",
      description: 'Contacts of the two largest accounts',
      isDefault: false,
      rule: { kind: 'of-accounts', accountPartyIds: keyAccounts.map((account) => account.PartyId) },
    },
  ];
  if (index % 3 !== 1) {
    searches.push({
      entity: 'Contact',
      access: 'Private',
      queryUuid: privateUuid(userName),
      savedSearchNumber: String(890_000_000 + index),
      name: 'To call this quarter',
      description: null,
      isDefault: false,
      rule: {
        kind: 'listed',
        partyIds: contacts
          .filter((_, n) => n % 4 === 0)
          .slice(0, 10)
          .map((contact) => contact.PartyId),
      },
    });
  }
  return searches;
}
