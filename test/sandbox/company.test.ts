import { describe, expect, it } from '@jest/globals';
import { company } from '../../src/sandbox/company/company.ts';
import { SHARED_CATEGORY } from '../../src/sandbox/company/records.ts';

const { people } = company;
const count = (values: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe('the sample company', () => {
  it('has 40 people with distinct names, addresses and ids, in the situations the Monitor shows', () => {
    expect(people).toHaveLength(40);
    for (const key of ['userName', 'mail', 'oid', 'salesPartyId', 'displayName'] as const) {
      expect(new Set(people.map((person) => person[key])).size).toBe(40);
    }
    expect(count(people.map((person) => person.situation))).toEqual({
      'ambiguous-account': 2,
      disabled: 2,
      'microsoft-sign-in-expired': 2,
      'never-synced': 6,
      ordinary: 21,
      'rejected-field': 2,
      'sales-role-missing': 3,
      'sales-sign-in-expired': 1,
      'throttled-mailbox': 1,
    });
    expect(
      people.filter((person) => person.roles.includes('Monitor.Admin')).map((person) => person.userName),
    ).toEqual(['admin']);
  });

  it('uses ids of 15 to 18 digits, some above 2^53, none twice', () => {
    const ids = people.flatMap(({ userName, salesPartyId }) => [
      salesPartyId,
      ...company.accountsOf(userName).map((account) => account.PartyId),
      ...company.salesContactsOf(userName).map((contact) => contact.PartyId),
    ]);
    expect(ids.every((id) => /^\d{15,18}$/.test(id))).toBe(true);
    expect(ids.filter((id) => BigInt(id) > 2n ** 53n).length).toBeGreaterThan(500);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('gives each person six accounts and six to ten contacts per account, 2,000 to big', () => {
    expect(company.salesContactsOf('big')).toHaveLength(2000);
    for (const { userName } of people.filter((person) => person.userName !== 'big')) {
      const accounts = company.accountsOf(userName);
      expect(accounts).toHaveLength(6);
      const perAccount = Object.values(
        count(company.salesContactsOf(userName).map((contact) => contact.AccountPartyId)),
      );
      expect(perAccount.every((contacts) => contacts >= 6 && contacts <= 10)).toBe(true);
      expect(company.savedSearchesOf(userName).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('fills every mailbox with private, shared and already known contacts', () => {
    for (const { userName } of people) {
      const contacts = company.outlookContactsOf(userName);
      expect(contacts.length).toBeGreaterThanOrEqual(10);
      expect(contacts.length).toBeLessThanOrEqual(25);
      const salesMails = new Set(company.salesContactsOf(userName).map((contact) => contact.EmailAddress));
      const known = contacts.filter((contact) =>
        contact.emailAddresses.some(({ address }) => salesMails.has(address)),
      );
      expect(known.length).toBeGreaterThanOrEqual(2);
      const accountNames = new Set(company.accountsOf(userName).map((account) => account.OrganizationName));
      const shared = contacts.filter((contact) => contact.categories.includes(SHARED_CATEGORY));
      expect(shared.length).toBeGreaterThanOrEqual(3);
      expect(shared.every((contact) => accountNames.has(contact.companyName ?? ''))).toBe(true);
      expect(
        contacts.some((contact) => contact.categories.length === 0 && contact.companyName === null),
      ).toBe(true);
    }
  });

  it('makes the situations true: a company with two accounts, a name that Sales refuses', () => {
    const sharedOf = (userName: string): ReturnType<typeof company.outlookContactsOf> =>
      company.outlookContactsOf(userName).filter((contact) => contact.categories.includes(SHARED_CATEGORY));
    for (const { userName, situation } of people) {
      const normalised = company
        .accountsOf(userName)
        .map((account) => account.OrganizationName.trim().toLowerCase());
      const ambiguous = sharedOf(userName).filter(
        (contact) =>
          normalised.filter((name) => name === contact.companyName?.trim().toLowerCase()).length === 2,
      );
      expect([userName, ambiguous.length]).toEqual([userName, situation === 'ambiguous-account' ? 1 : 0]);
      const refused = sharedOf(userName).filter((contact) => contact.surname === company.refusedSurname);
      expect([userName, refused.length]).toEqual([userName, situation === 'rejected-field' ? 1 : 0]);
    }
  });
});
