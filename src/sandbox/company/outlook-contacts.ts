// What is in a person's Outlook before the first sync: mostly family and friends, some already shared with Sales,
// a few whom Sales knows too, and for two situations the one contact that makes the situation true.
import { accountsOf, domainOf, TWIN_INDEX } from './accounts.ts';
import { offices } from './offices.ts';
import { indexOfPerson, officeOf, people } from './people.ts';
import { SHARED_CATEGORY } from './records.ts';
import { salesContactsOf } from './sales-contacts.ts';
import { words } from './words.ts';
import type { Office } from './offices.ts';
import type { OutlookAddressSeed, OutlookContactSeed, SalesContactSeed } from './records.ts';

/** Surname that the Sales application refuses by a validation of its own, which no description of it announces. */
export const REFUSED_SURNAME = 'Unknown';

const blank: OutlookContactSeed = {
  givenName: '',
  middleName: null,
  surname: '',
  generation: null,
  displayName: '',
  jobTitle: null,
  department: null,
  companyName: null,
  emailAddresses: [],
  businessPhones: [],
  mobilePhone: null,
  homePhones: [],
  businessAddress: null,
  homeAddress: null,
  birthday: null,
  personalNotes: '',
  categories: [],
};

function displayNameOf(office: Office, given: string, surname: string): string {
  return office.language === 'ja' ? `${surname} ${given}` : `${given} ${surname}`;
}

function numberOf(office: Office, pattern: string, area: string): string {
  return `+${office.phone.countryCode} ${area}${area === '' ? '' : ' '}${office.faker.helpers.replaceSymbols(pattern)}`;
}

function addressOf(office: Office): OutlookAddressSeed {
  const { faker } = office;
  return {
    street: faker.location.streetAddress(),
    city: faker.location.city(),
    state: office.language === 'en' ? faker.location.state() : '',
    postalCode: faker.location.zipCode(),
    countryOrRegion: office.countryName,
  };
}

function privateContact(office: Office, number: number): OutlookContactSeed {
  const { faker } = office;
  const givenName = faker.person.firstName();
  const surname = faker.person.lastName();
  const displayName = displayNameOf(office, givenName, surname);
  const address = `friend${String(number)}@home.example`;
  return {
    ...blank,
    givenName,
    surname,
    displayName,
    emailAddresses: number % 4 === 3 ? [] : [{ name: displayName, address }],
    mobilePhone: numberOf(office, office.phone.mobile, ''),
    homePhones: number % 3 === 0 ? [numberOf(office, office.phone.lines, office.phone.area)] : [],
    homeAddress: number % 2 === 0 ? addressOf(office) : null,
    birthday: number % 3 === 1 ? faker.date.birthdate().toISOString().slice(0, 10) : null,
  };
}

function sharedContact(userName: string, accountIndex: number): OutlookContactSeed {
  const office = offices[officeOf(userName)];
  const { faker, language } = office;
  const account = accountsOf(userName)[accountIndex];
  const givenName = faker.person.firstName();
  const surname = faker.person.lastName();
  const displayName = displayNameOf(office, givenName, surname);
  const mailDomain = account === undefined ? 'home.example' : domainOf(account);
  return {
    ...blank,
    givenName,
    surname,
    displayName,
    jobTitle: faker.helpers.arrayElement(words[language].jobTitles),
    department: faker.helpers.arrayElement(words[language].departments),
    companyName: account?.OrganizationName ?? null,
    emailAddresses: [{ name: displayName, address: `new.contact.${String(accountIndex)}@${mailDomain}` }],
    businessPhones: [numberOf(office, office.phone.lines, office.phone.area)],
    mobilePhone: numberOf(office, office.phone.mobile, ''),
    businessAddress: addressOf(office),
    categories: [SHARED_CATEGORY],
  };
}

// The same human being on both sides: equal e-mail, but each side knows something that the other does not.
function knownToSales(userName: string, contact: SalesContactSeed, shared: boolean): OutlookContactSeed {
  const office = offices[officeOf(userName)];
  const account = accountsOf(userName).find((one) => one.PartyId === contact.AccountPartyId);
  const displayName = displayNameOf(office, contact.FirstName, contact.LastName);
  return {
    ...blank,
    givenName: contact.FirstName,
    surname: contact.LastName,
    displayName,
    jobTitle: shared ? office.faker.helpers.arrayElement(words[office.language].jobTitles) : contact.JobTitle,
    companyName: account?.OrganizationName ?? null,
    emailAddresses: [{ name: displayName, address: contact.EmailAddress }],
    mobilePhone: numberOf(office, office.phone.mobile, ''),
    personalNotes: office.faker.helpers.arrayElement(words[office.language].notes),
    categories: shared ? [SHARED_CATEGORY] : [],
  };
}

function situationContacts(userName: string): OutlookContactSeed[] {
  const situation = people[indexOfPerson(userName)]?.situation;
  if (situation === 'ambiguous-account') return [sharedContact(userName, TWIN_INDEX)];
  if (situation !== 'rejected-field') return [];
  const refused = sharedContact(userName, 3);
  const displayName = `${refused.givenName} ${REFUSED_SURNAME}`;
  return [
    {
      ...refused,
      surname: REFUSED_SURNAME,
      displayName,
      emailAddresses: refused.emailAddresses.map(({ address }) => ({
        name: displayName,
        address: `refused.${address}`,
      })),
    },
  ];
}

const built = new Map<string, readonly OutlookContactSeed[]>();

/** 10 to 25 contacts of the person's mailbox; the same on every call and in every process. */
export function outlookContactsOf(userName: string): readonly OutlookContactSeed[] {
  const known = built.get(userName);
  if (known !== undefined) return known;
  const index = indexOfPerson(userName);
  const office = offices[officeOf(userName)];
  const sales = salesContactsOf(userName);
  office.faker.seed(60_000 + index);
  const contacts: OutlookContactSeed[] = [];
  for (let n = 0; n < 5 + (index % 12); n += 1) contacts.push(privateContact(office, n));
  for (let n = 0; n < 3; n += 1) contacts.push(sharedContact(userName, n + 1));
  const met = [sales[2], sales[11], index % 2 === 0 ? sales[20] : undefined].filter(
    (one) => one !== undefined,
  );
  contacts.push(...met.map((contact, n) => knownToSales(userName, contact, n === 1)));
  contacts.push(...situationContacts(userName));
  built.set(userName, contacts);
  return contacts;
}
