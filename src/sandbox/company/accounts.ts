// Six accounts per person. Some names exist twice on purpose, written differently: a contact's company then fits
// two accounts, and nobody but the person can say which one is meant.
import { offices } from './offices.ts';
import { indexOfPerson, officeOf, people } from './people.ts';
import type { Office } from './offices.ts';
import type { AccountSeed } from './records.ts';

export const ACCOUNTS_PER_PERSON = 6;

/** Index of the account whose twin is the next one, for people with an ambiguous account. */
export const TWIN_INDEX = 4;

// The twins are real to their owner only: both accounts of a pair belong to the same person.
const TWIN_OWNERS = new Set(['lucia.ferrer', 'gareth.hughes', 'omar.mansour', 'marlene.vogt']);

function accountPartyId(personIndex: number, accountIndex: number): string {
  const sequence = personIndex * 10 + accountIndex;
  return personIndex % 3 === 1
    ? `900719925475${String(sequence).padStart(6, '0')}`
    : `3001001840${String(sequence).padStart(5, '0')}`;
}

/** The next colleague of the same office sees the first account too: a shared territory. */
function colleagueOf(userName: string): string | null {
  const key = officeOf(userName);
  const colleagues = people
    .filter((person) => officeOf(person.userName) === key)
    .map((person) => person.userName);
  const next = colleagues[(colleagues.indexOf(userName) + 1) % colleagues.length];
  return next === undefined || next === userName ? null : next;
}

function asciiSlug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[^\p{ASCII}]/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** Mail and web domain of an account, ASCII, below the reserved `.example`. */
export function domainOf(account: {
  readonly OrganizationName: string;
  readonly PartyNumber: string;
}): string {
  const slug = asciiSlug(account.OrganizationName).slice(0, 24).replace(/-+$/, '');
  const number = account.PartyNumber.replace('CDRM_', '');
  return slug.length < 4 ? `company${number}.example` : `${slug}.example`;
}

function distinctNames(office: Office, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(office.faker.company.name());
  return [...names];
}

function writtenOtherwise(name: string): string {
  return name === name.toUpperCase() ? ` ${name}` : name.toUpperCase();
}

function buildAccount(userName: string, accountIndex: number, name: string): AccountSeed {
  const office = offices[officeOf(userName)];
  const personIndex = indexOfPerson(userName);
  const { faker, phone } = office;
  const PartyNumber = `CDRM_2${String(personIndex * 10 + accountIndex).padStart(5, '0')}`;
  const colleague = accountIndex === 0 ? colleagueOf(userName) : null;
  return {
    PartyId: accountPartyId(personIndex, accountIndex),
    PartyNumber,
    OrganizationName: name,
    OwnerPartyId: people[personIndex]?.salesPartyId ?? '',
    team: colleague === null ? [userName] : [userName, colleague],
    PhoneCountryCode: phone.countryCode,
    PhoneAreaCode: phone.area,
    PhoneNumber: faker.helpers.replaceSymbols(phone.lines),
    URL: `https://www.${domainOf({ OrganizationName: name, PartyNumber })}`,
    AddressLine1: faker.location.streetAddress(),
    City: accountIndex % 2 === 0 ? office.name : faker.location.city(),
    State: office.language === 'en' ? faker.location.state() : null,
    PostalCode: faker.location.zipCode(),
    Country: office.country,
  };
}

const built = new Map<string, readonly AccountSeed[]>();

/** The six accounts that this person owns; the same on every call and in every process. */
export function accountsOf(userName: string): readonly AccountSeed[] {
  const known = built.get(userName);
  if (known !== undefined) return known;
  const office = offices[officeOf(userName)];
  office.faker.seed(1_000 + indexOfPerson(userName));
  const names = distinctNames(office, ACCOUNTS_PER_PERSON);
  const twin = names[TWIN_INDEX];
  if (TWIN_OWNERS.has(userName) && twin !== undefined) names[TWIN_INDEX + 1] = writtenOtherwise(twin);
  const accounts = names.map((name, index) => buildAccount(userName, index, name));
  built.set(userName, accounts);
  return accounts;
}

/** Owners whose first account this person sees as a colleague. */
export function ownersSharingWith(userName: string): readonly string[] {
  return people
    .map((person) => person.userName)
    .filter((owner) => owner !== userName && colleagueOf(owner) === userName);
}
