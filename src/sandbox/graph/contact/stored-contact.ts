// A contact as the mailbox keeps it. Only the mailbox changes one, so that the change log never misses a write.
import type { ContactFields } from './fields.ts';

export interface StoredContact {
  /** the key: survives every move inside the mailbox */
  readonly immutableId: string;
  /** the id without `IdType="ImmutableId"`: another one after each move */
  restId: string;
  /** Deleted Items once it is deleted */
  folderId: string;
  changeKey: string;
  /** epoch milliseconds, whole seconds */
  readonly createdAt: number;
  modifiedAt: number;
  fields: ContactFields;
  /** extended properties: canonical id to value */
  properties: Readonly<Record<string, string>>;
  /** open extensions: extensionName to its own members */
  extensions: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function etagOf(item: { readonly changeKey: string }): string {
  return `W/"${item.changeKey}"`;
}
