// The sample company as one value, for the servers that are started with it.
import { accountsOf, ownersSharingWith } from './accounts.ts';
import { outlookContactsOf, REFUSED_SURNAME } from './outlook-contacts.ts';
import { DOMAIN, people, TENANT_ID } from './people.ts';
import { salesContactsOf } from './sales-contacts.ts';
import { savedSearchesOf } from './saved-searches.ts';
import type { Person } from './person.ts';
import type { AccountSeed, OutlookContactSeed, SalesContactSeed, SavedSearchSeed } from './records.ts';

export interface Company {
  readonly tenantId: string;
  readonly domain: string;
  readonly people: readonly Person[];
  /** surname that the Sales application's own validation refuses */
  readonly refusedSurname: string;
  /** all generators are deterministic, lazy, and throw for a user name that is not in the company */
  readonly accountsOf: (userName: string) => readonly AccountSeed[];
  readonly ownersSharingWith: (userName: string) => readonly string[];
  readonly salesContactsOf: (userName: string) => readonly SalesContactSeed[];
  readonly savedSearchesOf: (userName: string) => readonly SavedSearchSeed[];
  readonly outlookContactsOf: (userName: string) => readonly OutlookContactSeed[];
}

export const company: Company = {
  tenantId: TENANT_ID,
  domain: DOMAIN,
  people,
  refusedSurname: REFUSED_SURNAME,
  accountsOf,
  ownersSharingWith,
  salesContactsOf,
  savedSearchesOf,
  outlookContactsOf,
};
