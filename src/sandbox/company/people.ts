// The 40 people of the sample company. Names are written down, not generated, so that user names stay ASCII
// and a screenshot of last month still shows the same people.
import { faker } from '@faker-js/faker/locale/en';
import { offices } from './offices.ts';
import type { OfficeKey } from './offices.ts';
import type { Person, Situation } from './person.ts';

export const TENANT_ID = '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0';
export const DOMAIN = 'contoso.example';

type Row = readonly [
  userName: string,
  given: string,
  surname: string,
  office: OfficeKey,
  situation?: Situation,
];

const rows: readonly Row[] = [
  ['admin', 'Morgan', 'Blake', 'newYork', 'never-synced'],
  ['big', 'Bettina', 'Ingram', 'london', 'never-synced'],
  ['ana.ruiz', 'Ana', 'Ruiz', 'madrid', 'never-synced'],
  ['diego.navarro', 'Diego', 'Navarro', 'madrid'],
  ['lucia.ferrer', 'Lucía', 'Ferrer', 'madrid', 'ambiguous-account'],
  ['javier.molina', 'Javier', 'Molina', 'madrid'],
  ['carmen.ibanez', 'Carmen', 'Ibáñez', 'madrid', 'disabled'],
  ['pablo.serrano', 'Pablo', 'Serrano', 'madrid'],
  ['mateo.aguilar', 'Mateo', 'Aguilar', 'mexico'],
  ['ximena.rojas', 'Ximena', 'Rojas', 'mexico', 'never-synced'],
  ['emilio.castaneda', 'Emilio', 'Castañeda', 'mexico'],
  ['camille.laurent', 'Camille', 'Laurent', 'paris'],
  ['hugo.lefevre', 'Hugo', 'Lefèvre', 'paris', 'microsoft-sign-in-expired'],
  ['manon.dupuis', 'Manon', 'Dupuis', 'paris'],
  ['julien.moreau', 'Julien', 'Moreau', 'paris', 'rejected-field'],
  ['celine.garnier', 'Céline', 'Garnier', 'paris'],
  ['jonas.weber', 'Jonas', 'Weber', 'munich'],
  ['anke.schroeder', 'Anke', 'Schröder', 'munich', 'sales-sign-in-expired'],
  ['lukas.hoffmann', 'Lukas', 'Hoffmann', 'munich'],
  ['marlene.vogt', 'Marlene', 'Vogt', 'munich'],
  ['stefan.krueger', 'Stefan', 'Krüger', 'munich', 'throttled-mailbox'],
  ['heike.brandt', 'Heike', 'Brandt', 'munich', 'never-synced'],
  ['oliver.hart', 'Oliver', 'Hart', 'london'],
  ['priya.nair', 'Priya', 'Nair', 'london'],
  ['gareth.hughes', 'Gareth', 'Hughes', 'london', 'ambiguous-account'],
  ['emma.whitfield', 'Emma', 'Whitfield', 'london'],
  ['samuel.okafor', 'Samuel', 'Okafor', 'london'],
  ['grace.sullivan', 'Grace', 'Sullivan', 'newYork', 'sales-role-missing'],
  ['marcus.reed', 'Marcus', 'Reed', 'newYork', 'microsoft-sign-in-expired'],
  ['dana.kaplan', 'Dana', 'Kaplan', 'newYork', 'sales-role-missing'],
  ['luis.ortega', 'Luis', 'Ortega', 'newYork', 'sales-role-missing'],
  ['helen.cho', 'Helen', 'Cho', 'newYork', 'rejected-field'],
  ['tyler.brooks', 'Tyler', 'Brooks', 'newYork', 'disabled'],
  ['kenji.tanaka', '健二', '田中', 'tokyo'],
  ['yuki.sato', '由紀', '佐藤', 'tokyo'],
  ['aiko.nakamura', '愛子', '中村', 'tokyo', 'never-synced'],
  ['hiroshi.kobayashi', '浩', '小林', 'tokyo'],
  ['layla.haddad', 'ليلى', 'حداد', 'dubai'],
  ['omar.mansour', 'عمر', 'منصور', 'dubai'],
  ['noor.khalil', 'نور', 'خليل', 'dubai'],
];

// Every fourth id has 18 digits and differs from its neighbours only below the precision of a double.
function salesPartyId(index: number): string {
  return index % 4 === 3
    ? `900719925474${String(100_000 + index).padStart(6, '0')}`
    : `30010011${String(1_000_000 + index * 7_919)}`;
}

function personOf(row: Row, index: number): Person {
  const [userName, givenName, surname, officeKey, situation] = row;
  const office = offices[officeKey];
  const surnameFirst = office.language === 'ja';
  return {
    userName,
    displayName: surnameFirst ? `${surname} ${givenName}` : `${givenName} ${surname}`,
    givenName,
    surname,
    mail: `${userName}@${DOMAIN}`,
    oid: faker.string.uuid(),
    salesPartyId: salesPartyId(index),
    roles: userName === 'admin' ? ['Monitor.Admin'] : [],
    locale: office.locale,
    office: office.name,
    timeZone: office.timeZone,
    situation: situation ?? 'ordinary',
  };
}

faker.seed(20_260_101);
export const people: readonly Person[] = rows.map(personOf);

const indexByUserName = new Map(people.map((person, index) => [person.userName, index]));

/** Position in `people`; throws for a name that is not in the company. */
export function indexOfPerson(userName: string): number {
  const index = indexByUserName.get(userName);
  if (index === undefined) throw new Error(`no person named ${userName} in the sample company`);
  return index;
}

export function officeOf(userName: string): OfficeKey {
  const row = rows[indexOfPerson(userName)];
  if (row === undefined) throw new Error(`no office for ${userName}`);
  return row[3];
}
