// The Sales contacts of a person, per account. Phone numbers come in the parts that the Sales application keeps,
// and every third id exceeds 2^53, next to a neighbour that a double cannot tell from it.
import { accountsOf, domainOf } from './accounts.ts';
import { offices } from './offices.ts';
import { indexOfPerson, officeOf, people } from './people.ts';
import { words } from './words.ts';
import type { Office, OfficeKey } from './offices.ts';
import type { AccountSeed, SalesContactSeed } from './records.ts';

/** Contacts of the person `big`, all of them in one saved search. */
export const BIG_CONTACTS = 2_000;

const IDS_PER_PERSON = 4_000;
// One contact in five comes from another country: names in other scripts reach every mailbox.
const ABROAD: readonly OfficeKey[] = [
  'tokyo',
  'dubai',
  'munich',
  'paris',
  'madrid',
  'newYork',
  'mexico',
  'london',
];
const EARLIEST = Date.UTC(2024, 6, 1);
const LATEST = Date.UTC(2025, 5, 30);

interface Place {
  readonly userName: string;
  readonly account: AccountSeed;
  /** running number of the contact within its person */
  readonly sequence: number;
}

function contactPartyId(sequence: number): string {
  return sequence % 3 === 0
    ? `900719925476${String(sequence).padStart(6, '0')}`
    : `30010019${String(sequence).padStart(7, '0')}`;
}

function asciiName(text: string): string {
  return text
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase();
}

function emailOf(first: string, last: string, place: Place): string {
  const given = asciiName(first);
  const family = asciiName(last.split(' ')[0] ?? '');
  const local = given === '' || family === '' ? 'contact' : `${given}.${family}`;
  return `${local}.${String(place.sequence)}@${domainOf(place.account)}`;
}

function homeOf(place: Place): Office {
  const own = offices[officeOf(place.userName)];
  const abroad = ABROAD[place.sequence % ABROAD.length];
  return place.sequence % 5 === 4 && abroad !== undefined ? offices[abroad] : own;
}

function phonesOf(
  home: Office,
): Pick<
  SalesContactSeed,
  | 'WorkPhoneCountryCode'
  | 'WorkPhoneAreaCode'
  | 'WorkPhoneNumber'
  | 'WorkPhoneExtension'
  | 'MobileCountryCode'
  | 'MobileAreaCode'
  | 'MobileNumber'
  | 'HomePhoneCountryCode'
  | 'HomePhoneAreaCode'
  | 'HomePhoneNumber'
  | 'FaxCountryCode'
  | 'FaxAreaCode'
  | 'FaxNumber'
> {
  const { faker, phone } = home;
  const chance = (probability: number): boolean => faker.datatype.boolean(probability);
  const digits = (pattern: string): string => faker.helpers.replaceSymbols(pattern);
  const [work, mobile, atHome, fax] = [chance(0.9), chance(0.7), chance(0.15), chance(0.1)];
  return {
    WorkPhoneCountryCode: work ? phone.countryCode : null,
    WorkPhoneAreaCode: work ? phone.area : null,
    WorkPhoneNumber: work ? digits(phone.lines) : null,
    WorkPhoneExtension: work && chance(0.1) ? digits('###') : null,
    MobileCountryCode: mobile ? phone.countryCode : null,
    MobileAreaCode: null,
    MobileNumber: mobile ? digits(phone.mobile) : null,
    HomePhoneCountryCode: atHome ? phone.countryCode : null,
    HomePhoneAreaCode: atHome ? phone.area : null,
    HomePhoneNumber: atHome ? digits(phone.lines) : null,
    FaxCountryCode: fax ? phone.countryCode : null,
    FaxAreaCode: fax ? phone.area : null,
    FaxNumber: fax ? digits(phone.lines) : null,
  };
}

function addressOf(
  home: Office,
): Pick<SalesContactSeed, 'AddressLine1' | 'AddressLine2' | 'City' | 'State' | 'PostalCode' | 'Country'> {
  const { faker } = home;
  const known = faker.datatype.boolean(0.8);
  return {
    AddressLine1: known ? faker.location.streetAddress() : null,
    AddressLine2: known && faker.datatype.boolean(0.15) ? faker.helpers.replaceSymbols('# B') : null,
    City: known ? faker.location.city() : null,
    State: known && home.language === 'en' ? faker.location.state() : null,
    PostalCode: known ? faker.location.zipCode() : null,
    Country: home.country,
  };
}

function buildContact(place: Place): SalesContactSeed {
  const home = homeOf(place);
  const { faker, language } = home;
  const FirstName = faker.person.firstName();
  const LastName = faker.person.lastName();
  const id = indexOfPerson(place.userName) * IDS_PER_PERSON + place.sequence;
  const created = faker.date.between({ from: EARLIEST, to: LATEST });
  return {
    PartyId: contactPartyId(id),
    PartyNumber: `CDRM_5${String(id).padStart(6, '0')}`,
    FirstName,
    MiddleName: language === 'en' && faker.datatype.boolean(0.2) ? faker.person.firstName() : null,
    LastName,
    NameSuffix: language === 'en' && faker.datatype.boolean(0.03) ? 'Jr.' : null,
    Salutation: null,
    JobTitle: faker.helpers.arrayElement(words[language].jobTitles),
    Department: faker.datatype.boolean(0.7) ? faker.helpers.arrayElement(words[language].departments) : null,
    EmailAddress: emailOf(FirstName, LastName, place),
    otherEmails: faker.datatype.boolean(0.1)
      ? [`office.${String(place.sequence)}@${domainOf(place.account)}`]
      : [],
    AccountPartyId: place.account.PartyId,
    OwnerPartyId: people[indexOfPerson(place.userName)]?.salesPartyId ?? '',
    ...phonesOf(home),
    ...addressOf(home),
    DateOfBirth: faker.datatype.boolean(0.1) ? faker.date.birthdate().toISOString().slice(0, 10) : null,
    DoNotCallFlag: faker.datatype.boolean(0.04),
    DoNotEmailFlag: faker.datatype.boolean(0.05),
    Comments: faker.datatype.boolean(0.2) ? faker.helpers.arrayElement(words[language].notes) : null,
    CreationDate: created.toISOString(),
    LastUpdateDate: faker.date.between({ from: created, to: LATEST }).toISOString(),
  };
}

function contactsPerAccount(userName: string, accountIndex: number): number {
  if (userName !== 'big') return 6 + ((indexOfPerson(userName) * 7 + accountIndex * 3) % 5);
  const accounts = accountsOf(userName).length;
  return Math.floor(BIG_CONTACTS / accounts) + (accountIndex < BIG_CONTACTS % accounts ? 1 : 0);
}

const built = new Map<string, readonly SalesContactSeed[]>();

/** The contacts of this person's six accounts; the same on every call and in every process. */
export function salesContactsOf(userName: string): readonly SalesContactSeed[] {
  const known = built.get(userName);
  if (known !== undefined) return known;
  const accounts = accountsOf(userName);
  for (const office of Object.values(offices)) {
    office.faker.seed(20_000 + indexOfPerson(userName));
    office.faker.setDefaultRefDate(new Date(LATEST));
  }
  const contacts: SalesContactSeed[] = [];
  accounts.forEach((account, accountIndex) => {
    const count = contactsPerAccount(userName, accountIndex);
    for (let n = 0; n < count; n += 1)
      contacts.push(buildContact({ userName, account, sequence: contacts.length }));
  });
  built.set(userName, contacts);
  return contacts;
}
