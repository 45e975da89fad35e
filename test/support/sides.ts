// What stands at the two services, asked with the test client's tokens: facts beside what the screen says.

import { callSystem, tokenOf, type System } from './system.ts';

export interface OutlookContact {
  readonly id: string;
  readonly givenName: string | null;
  readonly surname: string | null;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly businessAddress: { readonly city?: string };
  readonly categories: readonly string[];
  /** lower case, '' without */
  readonly email: string;
  /** our property `key@instance`, null without */
  readonly marker: string | null;
}

export interface SalesContact {
  /** decimal digits, may exceed 2^53 */
  readonly PartyId: string;
  readonly PartyNumber: string;
  readonly FirstName: string | null;
  readonly LastName: string | null;
  readonly JobTitle: string | null;
  readonly Department: string | null;
  readonly City: string | null;
  readonly AccountName: string | null;
  readonly SourceSystemReferenceValue: string | null;
  readonly email: string;
}

const markerId = 'String {6c1b5e0a-3f0e-4a4f-9d0c-5b7f2a9e4d18} Name SalesSyncMarker';
const resources = '/crmRestApi/resources/11.13.18.05';

interface WireContact extends Omit<OutlookContact, 'email' | 'marker'> {
  readonly emailAddresses: readonly { readonly address?: string }[];
  readonly singleValueExtendedProperties?: readonly { readonly value: string }[];
}

/** Every contact of the mailbox, Deleted Items left out. */
export async function outlookContacts(system: System, userName: string): Promise<OutlookContact[]> {
  const token = await tokenOf(system, 'graph', userName);
  const expand = encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${markerId}')`);
  let url: string | undefined = `${system.endpoints.graph}/v1.0/me/contacts?$top=500&$expand=${expand}`;
  const contacts: OutlookContact[] = [];
  while (url !== undefined) {
    const answer = await callSystem(system, url, { token, headers: { prefer: 'IdType="ImmutableId"' } });
    if (answer.status !== 200) throw new Error(`Graph answered ${answer.status}: ${answer.text}`);
    const page = answer.json() as { value: WireContact[]; '@odata.nextLink'?: string };
    for (const { emailAddresses, singleValueExtendedProperties, ...plain } of page.value) {
      const email = emailAddresses[0]?.address?.toLowerCase() ?? '';
      contacts.push({ ...plain, email, marker: singleValueExtendedProperties?.[0]?.value ?? null });
    }
    url = page['@odata.nextLink'];
  }
  return contacts;
}

/** Every active contact that the person owns in Sales. */
export async function salesContacts(system: System, userName: string): Promise<SalesContact[]> {
  const token = await tokenOf(system, 'sales', userName);
  const owner = system.endpoints.people.find((person) => person.userName === userName)?.salesPartyId ?? '';
  const contacts: SalesContact[] = [];
  for (let offset = 0; ; offset = contacts.length) {
    const search = new URLSearchParams({
      q: `OwnerPartyId=${owner}`,
      onlyData: 'true',
      orderBy: 'PartyId:asc',
      limit: '500',
      offset: String(offset),
    });
    const url = `${system.endpoints.sales}${resources}/contacts?${search.toString()}`;
    const answer = await callSystem(system, url, { token });
    if (answer.status !== 200) throw new Error(`Sales answered ${answer.status}: ${answer.text}`);
    const exact = answer.text.replaceAll(/"(\w*PartyId)":\s*(\d+)/g, '"$1":"$2"');
    const page = JSON.parse(exact) as {
      items: (SalesContact & { EmailAddress: string | null })[];
      hasMore: boolean;
    };
    for (const item of page.items) contacts.push({ ...item, email: item.EmailAddress?.toLowerCase() ?? '' });
    if (!page.hasMore) return contacts;
  }
}

/** As the person would in Outlook. */
export async function editInOutlook(
  system: System,
  userName: string,
  { id, change }: { readonly id: string; readonly change: Readonly<Record<string, unknown>> },
): Promise<void> {
  const token = await tokenOf(system, 'graph', userName);
  const url = `${system.endpoints.graph}/v1.0/me/contacts/${encodeURIComponent(id)}`;
  const answer = await callSystem(system, url, { method: 'PATCH', token, body: change });
  if (answer.status !== 200) throw new Error(`Graph answered ${answer.status}: ${answer.text}`);
}

/** As the person would in the Sales application. */
export async function editInSales(
  system: System,
  userName: string,
  { number, change }: { readonly number: string; readonly change: Readonly<Record<string, unknown>> },
): Promise<void> {
  const token = await tokenOf(system, 'sales', userName);
  const url = `${system.endpoints.sales}${resources}/contacts/${encodeURIComponent(number)}`;
  const answer = await callSystem(system, url, {
    method: 'PATCH',
    token,
    body: change,
    headers: { 'content-type': 'application/vnd.oracle.adf.resourceitem+json' },
  });
  if (answer.status !== 200) throw new Error(`Sales answered ${answer.status}: ${answer.text}`);
}

export interface Pairing {
  readonly outlook: number;
  readonly sales: number;
  /** pairs that carry our key, on the Outlook item or, for one born in Outlook, on the Sales record */
  readonly linked: number;
  /** keys that stand on more than one item of a side */
  readonly doubleMarkers: string[];
  /** e-mail addresses of Sales contacts that do not have exactly one counterpart in Outlook */
  readonly salesWithoutOne: string[];
  /** e-mail addresses of marked Outlook contacts that do not have exactly one counterpart in Sales */
  readonly outlookWithoutOne: string[];
}

/** Who has whom on the other side, by our key and by e-mail address (which the sample company never uses twice). */
export async function pairingOf(system: System, userName: string): Promise<Pairing> {
  const [outlook, sales] = await Promise.all([
    outlookContacts(system, userName),
    salesContacts(system, userName),
  ]);
  const marked = outlook.filter(({ marker }) => marker !== null);
  const markers = [
    ...outlook.flatMap(({ marker }) => marker ?? []),
    ...sales.flatMap(({ SourceSystemReferenceValue: key }) => key ?? []),
  ];
  const inOutlook = tally(outlook.map(({ email }) => email));
  const inSales = tally(sales.map(({ email }) => email));
  return {
    outlook: outlook.length,
    sales: sales.length,
    linked: new Set(markers).size,
    doubleMarkers: [...tally(markers)].flatMap(([marker, count]) => (count > 1 ? [marker] : [])),
    salesWithoutOne: sales.map(({ email }) => email).filter((email) => inOutlook.get(email) !== 1),
    outlookWithoutOne: marked.map(({ email }) => email).filter((email) => inSales.get(email) !== 1),
  };
}

function tally(values: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
