// What an operator may do to the Graph sandbox, in process. Changes to contacts are a person's edits in Outlook: the same
// checks as over HTTP, no If-Match, no throttle. Moving between folders exists only here, as Graph has no such action.
import type { Person } from '../company/person.ts';
import { parseContactBody } from './contact/body.ts';
import { contactJson } from './contact/json.ts';
import type { StoredContact } from './contact/stored-contact.ts';
import type { GraphEnvironment } from './environment.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import { folderJson } from './routes/folders.ts';
import { switchPatchSchema } from './switches.ts';
import type { Switches } from './switches.ts';
import { badRequest, GraphFailure, itemNotFound } from './wire/failure.ts';

export type ContactView = Readonly<Record<string, unknown>>;

/** Every method that names a person or a record throws GraphFailure (`status`, `code`, `message`) as HTTP would answer. */
export interface GraphControl {
  /** contacts of one folder, or of all folders; immutable ids; Deleted Items left out */
  contacts(userName: string, folderId?: string): ContactView[];
  contact(userName: string, id: string): ContactView;
  /** into the default folder when none is named */
  createContact(userName: string, body: unknown, folderId?: string): ContactView;
  editContact(userName: string, id: string, body: unknown): ContactView;
  /** into Deleted Items */
  deleteContact(userName: string, id: string): void;
  /** also brings a deleted contact back, by its immutable id */
  moveContact(userName: string, id: string, folderId: string): ContactView;
  folders(userName: string): ContactView[];
  createFolder(userName: string, displayName: string, parentId?: string): ContactView;
  /** Forgets the sync states of a person, or of everybody; the next use of a token answers 410. */
  expireDelta(userName?: string): void;
  switches(): Switches;
  /** Throws a ZodError for an unknown switch or value; then nothing is changed. */
  setSwitches(patch: unknown): Switches;
  /** mails that Exchange would have sent */
  outbox(): readonly unknown[];
}

export function createControl(env: GraphEnvironment): GraphControl {
  const view = (contact: StoredContact): ContactView =>
    contactJson(contact, { immutableIds: true, select: null });
  const folderOf = (mailbox: Mailbox, folderId?: string): string => {
    const folder = mailbox.folder(folderId ?? mailbox.defaultFolderId);
    if (folder === undefined) throw itemNotFound();
    return folder.id;
  };
  const living = (mailbox: Mailbox, id: string): StoredContact => {
    const contact = mailbox.find(id);
    if (contact === undefined || mailbox.isDeleted(contact)) throw itemNotFound();
    return contact;
  };
  return {
    contacts(userName, folderId) {
      const mailbox = mailboxOf(env, userName);
      const folders = folderId === undefined ? mailbox.folders() : [{ id: folderOf(mailbox, folderId) }];
      return folders.flatMap(({ id }) => mailbox.contactsIn(id).map(view));
    },
    contact: (userName, id) => view(living(mailboxOf(env, userName), id)),
    createContact(userName, body, folderId) {
      const mailbox = mailboxOf(env, userName);
      return view(mailbox.create(folderOf(mailbox, folderId), parseContactBody(body, env.switches)));
    },
    editContact(userName, id, body) {
      const mailbox = mailboxOf(env, userName);
      const contact = living(mailbox, id);
      mailbox.update(contact, parseContactBody(body, env.switches));
      return view(contact);
    },
    deleteContact(userName, id) {
      const mailbox = mailboxOf(env, userName);
      mailbox.delete(living(mailbox, id));
    },
    moveContact(userName, id, folderId) {
      const mailbox = mailboxOf(env, userName);
      const contact = mailbox.find(id);
      if (contact === undefined) throw itemNotFound();
      mailbox.move(contact, folderOf(mailbox, folderId));
      return view(contact);
    },
    folders: (userName) =>
      mailboxOf(env, userName)
        .folders()
        .map((folder) => folderJson(folder, undefined)),
    createFolder(userName, displayName, parentId) {
      const mailbox = mailboxOf(env, userName);
      const parent = parentId === undefined ? mailbox.rootId : folderOf(mailbox, parentId);
      if (displayName.trim() === '') throw badRequest("The property 'displayName' is required.");
      return folderJson(mailbox.createFolder(parent, displayName), undefined);
    },
    expireDelta(userName) {
      const mailboxes = userName === undefined ? env.mailboxes.opened() : [mailboxOf(env, userName)];
      for (const mailbox of mailboxes) mailbox.forgetSyncStates();
    },
    switches: () => ({ ...env.switches }),
    setSwitches(patch) {
      Object.assign(env.switches, switchPatchSchema.parse(patch));
      return { ...env.switches };
    },
    // Contacts never make Exchange send a mail.
    outbox: () => [],
  };
}

function mailboxOf({ directory, mailboxes }: GraphEnvironment, userName: string): Mailbox {
  const person: Person | undefined = directory.byUserName(userName);
  if (person === undefined)
    throw new GraphFailure(404, ['ErrorInvalidUser', `The requested user '${userName}' is invalid.`]);
  return mailboxes.of(person);
}
