// What a path names. `/me/x` and `/users/{id}/x`, key segments and `name('key')`, and the four spellings of delta all
// end in the same target; ids are decoded after the split, because they may hold an encoded slash.
import { badRequest } from './failure.ts';

/** `me`, or the id or user principal name as written */
interface Owner {
  readonly owner: string;
}
/** folder ids from the top; empty: the default Contacts folder for contacts, the top level for folders */
interface Chain extends Owner {
  readonly chain: readonly string[];
}
interface ContactPlace extends Chain {
  readonly id: string;
}

/** One member per kind, so that a kind picks its own member out of the union. */
type Each<Kind extends string, Parts> = Kind extends string ? { readonly kind: Kind } & Parts : never;

export type Target =
  | { readonly kind: 'users' }
  | Each<'user' | 'settings' | 'categories' | 'translate', Owner>
  | Each<'category', Owner & { readonly id: string }>
  | Each<'folders' | 'folders-count' | 'folders-delta' | 'folder', Chain>
  | Each<'contacts' | 'contacts-count' | 'contacts-delta', Chain>
  | Each<'contact' | 'extensions' | 'photo', ContactPlace>
  | Each<'extension', ContactPlace & { readonly name: string }>;

export type TargetKind = Target['kind'];
export type TargetOf<Kind extends TargetKind> = Extract<Target, { kind: Kind }>;

export function parseTarget(path: string): Target {
  const words = splitPath(path);
  const root = words.shift()?.toLowerCase();
  if (root === 'me') return belowOwner('me', words);
  if (root !== 'users') throw noSegment(root ?? '');
  const owner = words.shift();
  return owner === undefined ? { kind: 'users' } : belowOwner(owner, words);
}

function belowOwner(owner: string, words: string[]): Target {
  const word = words.shift();
  if (word === undefined) return { kind: 'user', owner };
  switch (word.toLowerCase()) {
    case 'contacts':
      return belowContacts({ owner, chain: [] }, words);
    case 'contactfolders':
      return belowFolders({ owner, chain: [] }, words);
    case 'mailboxsettings':
      return ended(words, { kind: 'settings', owner });
    case 'translateexchangeids':
    case 'microsoft.graph.translateexchangeids':
      return ended(words, { kind: 'translate', owner });
    case 'outlook':
      return belowOutlook(owner, words);
    default:
      throw noSegment(word);
  }
}

function belowOutlook(owner: string, words: string[]): Target {
  const word = words.shift() ?? '';
  if (word.toLowerCase() !== 'mastercategories') throw noSegment(word);
  const id = words.shift();
  return ended(words, id === undefined ? { kind: 'categories', owner } : { kind: 'category', owner, id });
}

function belowFolders(place: Chain, words: string[]): Target {
  const word = words.shift();
  if (word === undefined) return { kind: 'folders', ...place };
  if (word === 'delta') return ended(words, { kind: 'folders-delta', ...place });
  if (word === '$count') return ended(words, { kind: 'folders-count', ...place });
  const inside: Chain = { owner: place.owner, chain: [...place.chain, word] };
  const next = words.shift();
  if (next === undefined) return { kind: 'folder', ...inside };
  if (next.toLowerCase() === 'childfolders') return belowFolders(inside, words);
  if (next.toLowerCase() === 'contacts') return belowContacts(inside, words);
  throw noSegment(next);
}

function belowContacts(place: Chain, words: string[]): Target {
  const id = words.shift();
  if (id === undefined) return { kind: 'contacts', ...place };
  if (id === 'delta') return ended(words, { kind: 'contacts-delta', ...place });
  if (id === '$count') return ended(words, { kind: 'contacts-count', ...place });
  const part = words.shift();
  if (part === undefined) return { kind: 'contact', ...place, id };
  if (part.toLowerCase() === 'photo') return { kind: 'photo', ...place, id };
  if (part.toLowerCase() !== 'extensions') throw noSegment(part);
  const name = words.shift();
  return ended(
    words,
    name === undefined ? { kind: 'extensions', ...place, id } : { kind: 'extension', ...place, id, name },
  );
}

function ended(words: readonly string[], target: Target): Target {
  const [rest] = words;
  if (rest !== undefined) throw noSegment(rest);
  return target;
}

function noSegment(word: string): Error {
  return badRequest(`Resource not found for the segment '${word}'.`);
}

/** `contacts('a')` becomes two words; the four spellings of delta become one. */
function splitPath(path: string): string[] {
  return path
    .split('/')
    .filter((segment) => segment !== '')
    .flatMap((segment) => {
      const text = decode(segment);
      if (/^(?:microsoft\.graph\.)?delta(?:\(\))?$/i.test(text)) return ['delta'];
      const [, name, key] = /^([A-Za-z]+)\('((?:[^']|'')*)'\)$/.exec(text) ?? [];
      return name === undefined || key === undefined ? [text] : [name, key.replaceAll("''", "'")];
    });
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest(`The segment '${segment}' is not well formed.`);
  }
}

/** The path as links spell it: `/me/contactFolders('AAMk')/contacts/delta`. */
export function linkPath(target: Target): string {
  if (target.kind === 'users') return '/users';
  const owner = target.owner === 'me' ? '/me' : `/users('${target.owner}')`;
  const chain = 'chain' in target ? target.chain : [];
  const folders = chain
    .map((id, depth) => `/${depth === 0 ? 'contactFolders' : 'childFolders'}('${id}')`)
    .join('');
  const level = `/${chain.length === 0 ? 'contactFolders' : 'childFolders'}`;
  switch (target.kind) {
    case 'contacts':
      return `${owner}${folders}/contacts`;
    case 'contacts-delta':
      return `${owner}${folders}/contacts/delta`;
    case 'folders':
      return `${owner}${folders}${level}`;
    case 'folders-delta':
      return `${owner}${folders}${level}/delta`;
    default:
      return owner;
  }
}
