// A contact as the service writes it: all properties in its order, unset addresses as `{}`, `personalNotes` as text.
import { extensionJson } from './extension.ts';
import { numberedAddresses } from './fields.ts';
import { wireOrder } from './fields.ts';
import type { WireField } from './fields.ts';
import { nothingExpanded } from './select.ts';
import type { Expand } from './select.ts';
import { etagOf } from './stored-contact.ts';
import type { StoredContact } from './stored-contact.ts';

export interface ContactView {
  readonly immutableIds: boolean;
  /** null: all properties */
  readonly select: readonly string[] | null;
  readonly expand?: Expand;
  readonly numberedEmailAddresses?: boolean;
  /** delta rows say their type */
  readonly typed?: boolean;
}

/** ISO 8601 UTC in whole seconds, as the service writes times of items. */
function wireTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}Z`;
}

export function contactJson(contact: StoredContact, view: ContactView): Record<string, unknown> {
  const json: Record<string, unknown> = {};
  if (view.typed === true) json['@odata.type'] = '#microsoft.graph.contact';
  json['@odata.etag'] = etagOf(contact);
  const wanted = view.select === null ? null : new Set(view.select);
  for (const name of wireOrder) {
    if (wanted === null || wanted.has(name)) json[name] = wireValue(contact, name, view.immutableIds);
  }
  if (view.numberedEmailAddresses === true) addNumbered(json, contact, wanted);
  addExpanded(json, contact, view.expand ?? nothingExpanded);
  return json;
}

function wireValue(contact: StoredContact, name: WireField, immutableIds: boolean): unknown {
  switch (name) {
    case 'id':
      return immutableIds ? contact.immutableId : contact.restId;
    case 'createdDateTime':
      return wireTime(contact.createdAt);
    case 'lastModifiedDateTime':
      return wireTime(contact.modifiedAt);
    case 'changeKey':
      return contact.changeKey;
    case 'parentFolderId':
      return contact.folderId;
    default:
      return contact.fields[name];
  }
}

function addNumbered(
  json: Record<string, unknown>,
  { fields }: StoredContact,
  wanted: ReadonlySet<string> | null,
): void {
  numberedAddresses.forEach((name, slot) => {
    if (wanted === null || wanted.has(name)) json[name] = fields.emailAddresses[slot] ?? null;
  });
}

function addExpanded(
  json: Record<string, unknown>,
  contact: StoredContact,
  { properties, extensions }: Expand,
): void {
  const shown = properties.flatMap((id) => {
    const value = contact.properties[id];
    return value === undefined ? [] : [{ id, value }];
  });
  if (shown.length > 0) json['singleValueExtendedProperties'] = shown;
  const names = Object.keys(contact.extensions).filter(
    (name) => extensions === 'all' || extensions.includes(name),
  );
  if (names.length > 0)
    json['extensions'] = names.map((name) =>
      extensionJson({ name, members: contact.extensions[name] ?? {} }),
    );
}
