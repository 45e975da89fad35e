// Which resource of Graph an address names, told by its words alone. Keys become `{}`, and every spelling of a function
// becomes the one of Microsoft's description: `/me/contactFolders('a')/contacts/delta` is
// `/me/contactFolders/{}/contacts/delta()`.

export type Shape = 'entity' | 'collection' | 'delta' | 'count' | 'batch';

export interface Resource {
  /** below the version */
  readonly path: string;
  readonly shape: Shape;
  /** name in Microsoft's types, e.g. `Contact`; empty for a batch */
  readonly entity: string;
}

const collections = new Map([
  ['users', 'User'],
  ['contacts', 'Contact'],
  ['contactFolders', 'ContactFolder'],
  ['childFolders', 'ContactFolder'],
  ['extensions', 'OpenTypeExtension'],
  ['masterCategories', 'OutlookCategory'],
  ['mailFolders', 'MailFolder'],
]);
const singles = new Map([
  ['me', 'User'],
  ['mailboxSettings', 'MailboxSettings'],
  ['photo', 'ProfilePhoto'],
  ['outlook', 'OutlookUser'],
]);
/** actions that answer a collection */
const actions = new Map([['translateExchangeIds', 'ConvertIdResult']]);

/** Every entity that an answer can hold. */
export const entityNames: readonly string[] = [
  ...new Set([...collections.values(), ...singles.values(), ...actions.values()]),
];

/** What the answer to a request holds: a POST to a collection answers the entity that it made. */
export function answerOf(method: string, url: string): Resource {
  const resource = resourceOf(url);
  const isAction = actions.has(resource.path.split('/').at(-1) ?? '');
  return method === 'POST' && resource.shape === 'collection' && !isAction
    ? { ...resource, shape: 'entity' }
    : resource;
}

/** Throws for a word that no rule knows: then a rule is missing here. */
export function resourceOf(url: string): Resource {
  const words = wordsOf(url);
  const path: string[] = [];
  let found: Omit<Resource, 'path'> = { shape: 'entity', entity: '' };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    path.push(word);
    found = stepTo(word, found);
    if (found.shape === 'collection' && hasKey(words[0])) {
      words.shift();
      path.push('{}');
      found = { ...found, shape: 'entity' };
    }
  }
  return { path: `/${path.join('/')}`, ...found };
}

function stepTo(word: string, { entity }: Omit<Resource, 'path'>): Omit<Resource, 'path'> {
  if (word === '$batch') return { shape: 'batch', entity: '' };
  if (word === '$count') return { shape: 'count', entity };
  if (word === 'delta()') return { shape: 'delta', entity };
  const single = singles.get(word);
  if (single !== undefined) return { shape: 'entity', entity: single };
  const member = collections.get(word) ?? actions.get(word);
  if (member === undefined) throw new Error(`no rule for '${word}' in an address of Graph`);
  return { shape: 'collection', entity: member };
}

function hasKey(next: string | undefined): boolean {
  return next !== undefined && next !== 'delta()' && next !== '$count';
}

function wordsOf(url: string): string[] {
  const { pathname } = new URL(url, 'https://graph.microsoft.com/v1.0/');
  return pathname
    .replace(/^(?:\/graph)?\/v1\.0(?=\/|$)/, '')
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const text = decodeURIComponent(segment).replace(/^microsoft\.graph\./, '');
      if (/^delta(?:\(\))?$/.test(text)) return ['delta()'];
      const [, name, key] = /^([A-Za-z]+)\('(.*)'\)$/.exec(text) ?? [];
      return name === undefined || key === undefined ? [text] : [name, key];
    });
}
