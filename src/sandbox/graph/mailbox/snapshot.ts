// The file of one mailbox, checked when it is read: a foreign or damaged file is refused, never repaired.
import { z } from 'zod';
import { addressFields, listFields, textFields } from '../contact/fields.ts';
import type { ContactFields } from '../contact/fields.ts';
import type { StoredContact } from '../contact/stored-contact.ts';
import type { LogLine } from './change-log.ts';
import { newFolderId, newInstance } from './ids.ts';
import type { SyncStatesJson } from './sync-states.ts';

const folderSchema = z.object({
  id: z.string(),
  parentId: z.string(),
  displayName: z.string(),
  changeKey: z.string(),
});
export type StoredFolder = z.output<typeof folderSchema>;

const categorySchema = z.object({ id: z.string(), displayName: z.string(), color: z.string() });
export type StoredCategory = z.output<typeof categorySchema>;

const settingsSchema = z.object({
  /** Windows name */
  timeZone: z.string(),
  /** BCP 47 */
  locale: z.string(),
  dateFormat: z.string(),
  timeFormat: z.string(),
});
export type StoredSettings = Readonly<z.output<typeof settingsSchema>>;

export interface MailboxState {
  readonly version: 1;
  readonly instance: string;
  readonly rootId: string;
  readonly defaultFolderId: string;
  readonly deletedItemsId: string;
  /** number of the last change, from which change keys are made */
  readonly changes: number;
  readonly contacts: readonly StoredContact[];
  readonly folders: readonly StoredFolder[];
  readonly categories: readonly StoredCategory[];
  readonly settings: StoredSettings;
  readonly logs: readonly {
    readonly scope: string;
    readonly generation: number;
    readonly lines: readonly LogLine[];
  }[];
  readonly syncStates: SyncStatesJson;
}

const fieldsSchema = z.object({
  ...Object.fromEntries(textFields.map((name) => [name, z.string().nullable()])),
  ...Object.fromEntries(listFields.map((name) => [name, z.array(z.string())])),
  ...Object.fromEntries(addressFields.map((name) => [name, z.record(z.string(), z.string())])),
  emailAddresses: z.array(z.object({ name: z.string().optional(), address: z.string().optional() })),
  birthday: z.string().nullable(),
});

const contactSchema = z.object({
  immutableId: z.string(),
  restId: z.string(),
  folderId: z.string(),
  changeKey: z.string(),
  createdAt: z.int(),
  modifiedAt: z.int(),
  // The shape above is made from the lists the type is made from; object types cannot be computed from them in zod.
  fields: z.custom<ContactFields>((value) => fieldsSchema.safeParse(value).success),
  properties: z.record(z.string(), z.string()),
  extensions: z.record(z.string(), z.record(z.string(), z.unknown())),
});

const lineSchema = z.object({
  key: z.string(),
  generation: z.int(),
  at: z.number(),
  left: z.object({ restId: z.string(), why: z.enum(['deleted', 'moved']) }).nullable(),
});

export const mailboxSchema: z.ZodType<MailboxState> = z.object({
  version: z.literal(1),
  instance: z.string(),
  rootId: z.string(),
  defaultFolderId: z.string(),
  deletedItemsId: z.string(),
  changes: z.int(),
  contacts: z.array(contactSchema),
  folders: z.array(folderSchema),
  categories: z.array(categorySchema),
  settings: settingsSchema,
  logs: z.array(z.object({ scope: z.string(), generation: z.int(), lines: z.array(lineSchema) })),
  syncStates: z.object({ highest: z.int(), live: z.array(z.tuple([z.string(), z.int()])) }),
});

/** A mailbox with its default folder and nothing in it. */
export function emptyMailbox(settings: StoredSettings): MailboxState {
  const [rootId, defaultFolderId] = [newFolderId(), newFolderId()];
  return {
    version: 1,
    instance: newInstance(),
    rootId,
    defaultFolderId,
    deletedItemsId: newFolderId(),
    changes: 1,
    contacts: [],
    folders: [
      { id: defaultFolderId, parentId: rootId, displayName: 'Contacts', changeKey: 'EQAAABYAAAB0000' },
    ],
    categories: [],
    settings,
    logs: [
      {
        scope: `folders:${rootId}`,
        generation: 1,
        lines: [{ key: defaultFolderId, generation: 1, at: 0, left: null }],
      },
    ],
    syncStates: { highest: 0, live: [] },
  };
}
