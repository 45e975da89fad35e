// Finds what a target names inside a mailbox, and answers as the service does when it is not there.
import { etagOf } from '../contact/stored-contact.ts';
import type { StoredContact } from '../contact/stored-contact.ts';
import type { Switches } from '../switches.ts';
import type { Mailbox } from '../mailbox/mailbox.ts';
import type { StoredFolder } from '../mailbox/snapshot.ts';
import { GraphFailure, itemNotFound, staleEtag } from '../wire/failure.ts';

/** Follows childFolders from the top; `contacts` names the default folder. Throws 404. */
export function folderAt(mailbox: Mailbox, chain: readonly string[]): StoredFolder {
  let found: StoredFolder | undefined;
  for (const id of chain) {
    const next = mailbox.folder(id.toLowerCase() === 'contacts' ? mailbox.defaultFolderId : id);
    if (next === undefined || (found !== undefined && next.parentId !== found.id)) throw itemNotFound();
    found = next;
  }
  if (found === undefined) throw itemNotFound();
  return found;
}

/** Folder whose contacts are meant: without a folder in the path the default one. */
export function contactFolderId(mailbox: Mailbox, chain: readonly string[]): string {
  return chain.length === 0 ? mailbox.defaultFolderId : folderAt(mailbox, chain).id;
}

/** Parent whose child folders are meant. */
export function parentFolderId(mailbox: Mailbox, chain: readonly string[]): string {
  return chain.length === 0 ? mailbox.rootId : folderAt(mailbox, chain).id;
}

/** The contact of either id form; a deleted one only by its immutable id and only if the switch says so. */
export function contactAt(mailbox: Mailbox, id: string, switches: Readonly<Switches>): StoredContact {
  const contact = mailbox.find(id);
  if (contact === undefined) throw itemNotFound();
  const isHidden = switches.deletedByImmutableId === 'not-found' || id !== contact.immutableId;
  if (mailbox.isDeleted(contact) && isHidden) throw itemNotFound();
  return contact;
}

/** What a DELETE names; deleting what is already in Deleted Items gives the status of the switch. */
export function contactToDelete(mailbox: Mailbox, id: string, switches: Readonly<Switches>): StoredContact {
  const contact = mailbox.find(id);
  if (contact === undefined) throw itemNotFound();
  if (!mailbox.isDeleted(contact)) return contact;
  if (switches.secondDelete === 404 || id !== contact.immutableId) throw itemNotFound();
  throw new GraphFailure(403, ['ErrorCannotDeleteObject', 'Object cannot be deleted.']);
}

export function requireMatch(ifMatch: string | null, item: { readonly changeKey: string }): void {
  if (ifMatch === null || ifMatch === '*') return;
  if (!ifMatch.split(',').some((etag) => etag.trim() === etagOf(item))) throw staleEtag();
}
