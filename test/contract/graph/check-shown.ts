// Which properties an answer of Graph shows: those that `$select` names and no other, all of a contact without it, and of an
// address with a key the entity of that key (graph-contract.md 3.2).
import type { Exchange, Json } from '../exchange.ts';
import type { Resource } from './resource-of.ts';

const wholeContact =
  'birthday,businessAddress,businessHomePage,businessPhones,categories,changeKey,children,companyName,createdDateTime,' +
  'department,displayName,emailAddresses,fileAs,generation,givenName,homeAddress,homePhones,id,imAddresses,initials,' +
  'jobTitle,lastModifiedDateTime,manager,middleName,mobilePhone,nickName,officeLocation,otherAddress,parentFolderId,' +
  'personalNotes,profession,spouseName,surname,title,yomiCompanyName,yomiGivenName,yomiSurname,assistantName';
const whole = new Map([['Contact', wholeContact.split(',')]]);

/** Findings about one entity, alone or in a list; `isInRound`: a row of a change query may show a few of its properties. */
export function faultsOfShown(
  { entity, shape }: Resource,
  { method, url }: Exchange,
  row: Json,
): readonly string[] {
  const asked = method === 'GET' ? selected(url) : null;
  const shown = Object.keys(row).filter((name) => !name.includes('@'));
  const wanted = asked ?? whole.get(entity);
  if (wanted === undefined) return faultsOfKey(method, url, row);
  const allowed = new Set([...wanted, 'id', ...expanded(url)]);
  const missing = shape === 'delta' ? [] : wanted.filter((name) => !shown.includes(name));
  const unasked = asked === null ? [] : shown.filter((name) => !allowed.has(name));
  return [
    ...missing.map((name) => `${name} is left out`),
    ...unasked.map((name) => `nobody asked for ${name}`),
    ...(shape === 'entity' ? faultsOfKey(method, url, row) : []),
  ];
}

/** Names in `$select`, null without one; names of query options are told in any case. */
function selected(url: string): readonly string[] | null {
  const text = optionOf(url, '$select');
  return text === null
    ? null
    : text
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
}

function expanded(url: string): readonly string[] {
  const text = optionOf(url, '$expand') ?? '';
  return text.split(',').map((part) => /^\w*/.exec(part.trim())?.[0] ?? '');
}

function optionOf(url: string, wanted: string): string | null {
  for (const [name, value] of new URL(url).searchParams)
    if (name.toLowerCase() === wanted || `$${name.toLowerCase()}` === wanted) return value;
  return null;
}

/** `contacts/{id}` answers the contact of that id. */
function faultsOfKey(method: string, url: string, row: Json): readonly string[] {
  const key = /\/contacts\/([^/?]+)$/.exec(new URL(url).pathname)?.[1];
  if (method === 'POST' || key === undefined || /^(?:microsoft\.graph\.)?delta(?:\(\))?$/.test(key))
    return [];
  const id = decodeURIComponent(key);
  return row['id'] === id ? [] : [`${id} was asked for`];
}
