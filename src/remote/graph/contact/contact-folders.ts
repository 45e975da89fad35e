// Which contact folders a mailbox has, and whether an item lies in one of them. Graph's folder list is known to leave
// folders out, the default one among them, so that one is found through its contacts.

import { checkedJson } from '../../http/checked-json.ts';
import { DEFAULT_FEED, feedOfFolder } from './contact-requests.ts';
import { graphFailure, isMissingMailbox } from '../graph-errors.ts';
import { readBatch } from '../json-batch.ts';
import { folderRow, page } from '../wire.ts';
import type { z } from 'zod';
import type { Feed } from '../../../sync/model/change.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { GraphClient } from '../graph-client.ts';
import type { Page } from '../wire.ts';

export interface ContactFolders {
  /** default folder first */
  feeds(signal: CancelSignal): Promise<readonly Feed[]>;
  /** feeds as last listed; lists them if nobody did */
  known(signal: CancelSignal): Promise<readonly Feed[]>;
  /** a live contact was seen in this folder */
  sawContactIn(folderId: string): void;
  /** the folder holds what was deleted; costs a request or two the first time an unknown folder is asked about */
  isDeletedItems(folderId: string | null | undefined, signal: CancelSignal): Promise<boolean>;
}

/** A page of a list, every link followed: folders are few. */
const SELECT = '$select=id,parentFolderId,displayName&$top=100';
const DEEPEST = 10;

interface Folder {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

export function createContactFolders(client: GraphClient): ContactFolders {
  const contactFolders = new Set<string>();
  let listed: readonly Feed[] | null = null;
  let deletedItems: string | null | undefined;

  const feeds = async (signal: CancelSignal): Promise<readonly Feed[]> => {
    const defaultId = await defaultFolderId(client, signal);
    const folders = await allFolders(client, signal);
    for (const folder of folders) contactFolders.add(folder.id);
    if (defaultId !== null) contactFolders.add(defaultId);
    const others = folders.filter((folder) => !isDefault(folder, folders, defaultId));
    const ids = [...new Set(others.map((folder) => folder.id))].sort();
    listed = [DEFAULT_FEED, ...ids.map(feedOfFolder)].map((id) => ({
      id,
      side: 'microsoft',
      kind: 'contact',
    }));
    return listed;
  };

  return {
    feeds,
    known: async (signal) => listed ?? (await feeds(signal)),
    sawContactIn(folderId) {
      contactFolders.add(folderId);
    },
    async isDeletedItems(folderId, signal) {
      if (folderId === null || folderId === undefined || contactFolders.has(folderId)) return false;
      if (deletedItems === undefined) deletedItems = await deletedItemsId(client, signal);
      if (deletedItems !== null) return folderId === deletedItems;
      if (!(await isContactFolder(client, folderId, signal))) return true;
      contactFolders.add(folderId);
      return false;
    },
  };
}

/** How the default folder is called in the languages of the product. */
const defaultNames: ReadonlySet<string> = new Set([
  'contacts',
  'kontakte',
  'contactos',
  '連絡先',
  'جهات الاتصال',
]);

// While the default folder is empty its id is unknown. A top-level folder of its name is taken for it: read twice under
// two names it would only cost requests, but a feed that later vanishes looks like a loss.
function isDefault(folder: Folder, all: readonly Folder[], defaultId: string | null): boolean {
  if (defaultId !== null) return folder.id === defaultId;
  const isTopLevel = all.every((other) => other.id !== folder.parentId);
  return isTopLevel && defaultNames.has(folder.name.trim().toLowerCase());
}

async function defaultFolderId(client: GraphClient, signal: CancelSignal): Promise<string | null> {
  const first = await getPage(client, `${client.mailbox}/contacts?$top=1&$select=id,parentFolderId`, signal);
  const row = folderRow.safeParse(first.value[0]);
  return row.success ? (row.data.parentFolderId ?? null) : null;
}

async function allFolders(client: GraphClient, signal: CancelSignal): Promise<readonly Folder[]> {
  const found: Folder[] = [];
  let level = await listFolders(client, `${client.mailbox}/contactFolders?${SELECT}`, signal);
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    found.push(...level);
    level = await childrenOf(client, level, signal);
  }
  return found;
}

async function listFolders(
  client: GraphClient,
  path: string,
  signal: CancelSignal,
): Promise<readonly Folder[]> {
  const found: Folder[] = [];
  for (let link: string | undefined = path; link !== undefined;) {
    const answer: Page = await getPage(client, link, signal);
    found.push(...foldersIn(answer.value));
    const next: string | undefined = answer['@odata.nextLink'];
    link = next === link ? undefined : next;
  }
  return found;
}

async function childrenOf(
  client: GraphClient,
  parents: readonly Folder[],
  signal: CancelSignal,
): Promise<readonly Folder[]> {
  const paths = parents.map(
    ({ id }) => `${client.mailbox}/contactFolders/${encodeURIComponent(id)}/childFolders?${SELECT}`,
  );
  const found: Folder[] = [];
  for (const { body, status } of await readBatch(client, paths, signal)) {
    const parsed = page.safeParse(body);
    // A folder that vanished meanwhile has no children.
    if (status !== 200 || !parsed.success) continue;
    found.push(...foldersIn(parsed.data.value));
    const next = parsed.data['@odata.nextLink'];
    if (next !== undefined) found.push(...(await listFolders(client, next, signal)));
  }
  return found;
}

function folderOf({ id, parentFolderId, displayName }: z.output<typeof folderRow>): Folder {
  return { id, parentId: parentFolderId ?? null, name: displayName ?? '' };
}

function foldersIn(rows: readonly unknown[]): Folder[] {
  return rows.flatMap((row) => {
    const parsed = folderRow.safeParse(row);
    return parsed.success ? [folderOf(parsed.data)] : [];
  });
}

/** Page of a list below the version, or of a link. Throws for anything but 200. */
export async function getPage(client: GraphClient, path: string, signal: CancelSignal): Promise<Page> {
  const answer = await client.send({ method: 'GET', path, signal });
  if (answer.status !== 200) throw graphFailure(answer);
  return checkedJson(answer, page, { side: 'microsoft' });
}

// Needs a permission for mail that we may not have; null then.
async function deletedItemsId(client: GraphClient, signal: CancelSignal): Promise<string | null> {
  const path = `${client.mailbox}/mailFolders/deleteditems?$select=id`;
  const answer = await client.send({ method: 'GET', path, signal });
  if (answer.status === 200) return checkedJson(answer, folderRow, { side: 'microsoft' }).id;
  const isRefused = answer.status >= 400 && answer.status < 429 && !isMissingMailbox(answer);
  if (isRefused) return null;
  throw graphFailure(answer);
}

// Without that permission: an item in a folder that is no contact folder is not among the user's contacts any more.
async function isContactFolder(client: GraphClient, id: string, signal: CancelSignal): Promise<boolean> {
  const path = `${client.mailbox}/contactFolders/${encodeURIComponent(id)}?$select=id`;
  const answer = await client.send({ method: 'GET', path, signal });
  if (answer.status === 404 && !isMissingMailbox(answer)) return false;
  if (answer.status === 200 || answer.status === 403) return true;
  throw graphFailure(answer);
}
