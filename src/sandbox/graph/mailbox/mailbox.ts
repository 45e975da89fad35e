// One person's mailbox: contacts, folders, categories, settings, and a change log per folder. Every change goes through
// here, whoever made it (HTTP or the operator's page), so that etags, times and logs cannot be forgotten.
import { changedFields } from '../contact/changed-fields.ts';
import { blankFields } from '../contact/fields.ts';
import type { ContactBody } from '../contact/body.ts';
import type { StoredContact } from '../contact/stored-contact.ts';
import type { Switches } from '../switches.ts';
import { ChangeLog } from './change-log.ts';
import { changeKeyOf, newFolderId, newImmutableId, newRestId } from './ids.ts';
import type { RandomBytes } from './ids.ts';
import type { MailboxState, StoredCategory, StoredFolder, StoredSettings } from './snapshot.ts';
import { SyncStates } from './sync-states.ts';

export interface MailboxContext {
  readonly now: () => number;
  readonly switches: Readonly<Switches>;
  /** what ids of contacts are made of */
  readonly randomBytes?: RandomBytes | undefined;
}

export class Mailbox {
  readonly instance: string;
  readonly rootId: string;
  readonly defaultFolderId: string;
  readonly deletedItemsId: string;
  readonly categories: StoredCategory[];
  readonly syncStates: SyncStates;
  settings: StoredSettings;
  /** called after each change; the owner of the file sets it */
  onChange: () => void = () => undefined;
  readonly #contacts: Map<string, StoredContact>;
  readonly #byRestId: Map<string, StoredContact>;
  readonly #folders: Map<string, StoredFolder>;
  readonly #logs: Map<string, ChangeLog>;
  readonly #context: MailboxContext;
  #changes: number;

  constructor(state: MailboxState, context: MailboxContext) {
    this.instance = state.instance;
    this.rootId = state.rootId;
    this.defaultFolderId = state.defaultFolderId;
    this.deletedItemsId = state.deletedItemsId;
    this.categories = [...state.categories];
    this.settings = state.settings;
    this.syncStates = new SyncStates(state.instance, state.syncStates);
    this.#contacts = new Map(state.contacts.map((contact) => [contact.immutableId, contact]));
    this.#byRestId = new Map(state.contacts.map((contact) => [contact.restId, contact]));
    this.#folders = new Map(state.folders.map((folder) => [folder.id, folder]));
    this.#logs = new Map(
      state.logs.map(({ scope, generation, lines }) => [scope, new ChangeLog(lines, generation)]),
    );
    this.#context = context;
    this.#changes = state.changes;
  }

  /** The contact by either form of its id, in whatever folder, Deleted Items included. */
  find(id: string): StoredContact | undefined {
    return this.#contacts.get(id) ?? this.#byRestId.get(id);
  }

  isDeleted(contact: StoredContact): boolean {
    return contact.folderId === this.deletedItemsId;
  }

  contactsIn(folderId: string): StoredContact[] {
    return [...this.#contacts.values()].filter((contact) => contact.folderId === folderId);
  }

  create(folderId: string, body: ContactBody): StoredContact {
    const at = this.#now();
    const contact: StoredContact = {
      immutableId: newImmutableId(this.#context.randomBytes),
      restId: newRestId(),
      folderId,
      changeKey: this.#nextChangeKey(),
      createdAt: at,
      modifiedAt: at,
      fields: changedFields(blankFields, body.change, 'replace'),
      properties: {},
      extensions: {},
    };
    this.#setExtended(contact, body);
    this.#contacts.set(contact.immutableId, contact);
    this.#byRestId.set(contact.restId, contact);
    this.#logContact(contact);
    return contact;
  }

  update(contact: StoredContact, body: ContactBody): void {
    contact.fields = changedFields(contact.fields, body.change, this.#context.switches.addressPatch);
    this.#setExtended(contact, body);
    this.touch(contact);
  }

  /** A new version of the item without any change a client could see. */
  touch(contact: StoredContact): void {
    contact.changeKey = this.#nextChangeKey();
    contact.modifiedAt = this.#now();
    this.#logContact(contact);
  }

  /** Open extensions live beside the item: no new etag, no row in a delta. */
  setExtension(
    contact: StoredContact,
    name: string,
    members: Readonly<Record<string, unknown>> | null,
  ): void {
    const others = Object.entries(contact.extensions).filter(([own]) => own !== name);
    contact.extensions = Object.fromEntries(members === null ? others : [...others, [name, members]]);
    this.onChange();
  }

  delete(contact: StoredContact): void {
    this.#leave(contact, this.deletedItemsId, 'deleted');
  }

  move(contact: StoredContact, folderId: string): void {
    if (folderId === contact.folderId) return;
    this.#leave(contact, folderId, 'moved');
    if (folderId !== this.deletedItemsId) this.#logContact(contact);
  }

  folder(id: string): StoredFolder | undefined {
    return this.#folders.get(id);
  }

  folders(): StoredFolder[] {
    return [...this.#folders.values()];
  }

  foldersIn(parentId: string): StoredFolder[] {
    return [...this.#folders.values()].filter((folder) => folder.parentId === parentId);
  }

  createFolder(parentId: string, displayName: string): StoredFolder {
    const folder: StoredFolder = {
      id: newFolderId(),
      parentId,
      displayName,
      changeKey: this.#nextChangeKey(),
    };
    this.#folders.set(folder.id, folder);
    this.#addLog(foldersScope(parentId), folder.id);
    return folder;
  }

  renameFolder(folder: StoredFolder, displayName: string): void {
    folder.displayName = displayName;
    folder.changeKey = this.#nextChangeKey();
    this.#addLog(foldersScope(folder.parentId), folder.id);
  }

  /** Deletes the folder, what is below it, and every contact in them. */
  deleteFolder(folder: StoredFolder): void {
    for (const child of this.foldersIn(folder.id)) this.deleteFolder(child);
    for (const contact of this.contactsIn(folder.id)) this.delete(contact);
    this.#folders.delete(folder.id);
    this.#addLog(foldersScope(folder.parentId), folder.id, { restId: folder.id, why: 'deleted' });
  }

  /** Every token handed out so far becomes unknown. */
  forgetSyncStates(): void {
    this.syncStates.forgetAll();
    this.onChange();
  }

  log(scope: string): ChangeLog {
    const known = this.#logs.get(scope);
    if (known !== undefined) return known;
    const log = new ChangeLog();
    this.#logs.set(scope, log);
    return log;
  }

  toJSON(): MailboxState {
    return {
      version: 1,
      instance: this.instance,
      rootId: this.rootId,
      defaultFolderId: this.defaultFolderId,
      deletedItemsId: this.deletedItemsId,
      changes: this.#changes,
      contacts: [...this.#contacts.values()],
      folders: [...this.#folders.values()],
      categories: this.categories,
      settings: this.settings,
      logs: [...this.#logs].map(([scope, log]) => ({ scope, ...log.toJSON() })),
      syncStates: this.syncStates.toJSON(),
    };
  }

  #now(): number {
    return Math.floor(this.#context.now() / 1_000) * 1_000;
  }

  #nextChangeKey(): string {
    this.#changes += 1;
    return changeKeyOf(this.instance, this.#changes);
  }

  #setExtended(contact: StoredContact, { properties, extensions }: ContactBody): void {
    const kept = Object.entries({ ...contact.properties, ...properties });
    contact.properties = Object.fromEntries(
      kept.flatMap(([id, value]) => (value === null ? [] : [[id, value]])),
    );
    for (const { name, members } of extensions) this.setExtension(contact, name, members);
  }

  #leave(contact: StoredContact, folderId: string, why: 'deleted' | 'moved'): void {
    const from = contact.folderId;
    const { restId } = contact;
    this.#byRestId.delete(restId);
    contact.folderId = folderId;
    contact.restId = newRestId();
    contact.changeKey = this.#nextChangeKey();
    contact.modifiedAt = this.#now();
    this.#byRestId.set(contact.restId, contact);
    const isSilent = this.#context.switches.deltaLosesLastDelete && this.contactsIn(from).length === 0;
    if (from === this.deletedItemsId || (why === 'deleted' && isSilent)) this.onChange();
    else this.#addLog(contactsScope(from), contact.immutableId, { restId, why });
  }

  #logContact(contact: StoredContact): void {
    const scope = contactsScope(contact.folderId);
    const hasMovedBack = this.log(scope).entry(contact.immutableId)?.left?.why === 'moved';
    if (hasMovedBack && this.#context.switches.deltaLosesMovedBack) this.onChange();
    else this.#addLog(scope, contact.immutableId);
  }

  #addLog(scope: string, key: string, left?: { restId: string; why: 'deleted' | 'moved' }): void {
    this.log(scope).add(key, this.#context.now(), left ?? null);
    this.onChange();
  }
}

export function contactsScope(folderId: string): string {
  return `contacts:${folderId}`;
}

export function foldersScope(parentId: string): string {
  return `folders:${parentId}`;
}
