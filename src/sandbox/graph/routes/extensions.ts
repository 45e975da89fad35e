// Open extensions of a contact. Writing one neither changes the contact's etag nor shows in a delta.
import { z } from 'zod';
import { extensionJson, extensionMembers, extensionNameOf, parseExtension } from '../contact/extension.ts';
import type { StoredContact } from '../contact/stored-contact.ts';
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badBody, GraphFailure, itemNotFound } from '../wire/failure.ts';
import type { TargetOf } from '../wire/target.ts';
import { contactAt } from './place.ts';

type ListExchange = MailboxExchange<TargetOf<'extensions'>>;
type ItemExchange = MailboxExchange<TargetOf<'extension'>>;

export const extensionHandlers: Pick<MailboxHandlers, 'extensions' | 'extension'> = {
  extensions: { GET: list, POST: create },
  extension: { GET: read, PATCH: update, DELETE: remove },
};

const objectSchema = z.record(z.string(), z.unknown());

function bodyOf(body: unknown): Record<string, unknown> {
  const parsed = objectSchema.safeParse(body);
  if (!parsed.success) throw badBody('Empty Payload. JSON content expected.');
  return parsed.data;
}

function contactOf({ mailbox, target, env }: ListExchange | ItemExchange): StoredContact {
  return contactAt(mailbox, target.id, env.switches);
}

function found(exchange: ItemExchange): {
  contact: StoredContact;
  name: string;
  members: Record<string, unknown>;
} {
  const contact = contactOf(exchange);
  const name = extensionNameOf(exchange.target.name);
  const members = Object.entries(contact.extensions).find(([own]) => own === name)?.[1];
  if (members === undefined) throw itemNotFound();
  return { contact, name, members: { ...members } };
}

function list(exchange: ListExchange): GraphReply {
  const value = Object.entries(contactOf(exchange).extensions).map(([name, members]) =>
    extensionJson({ name, members }),
  );
  return reply(200, { value });
}

function create(exchange: ListExchange): GraphReply {
  const contact = contactOf(exchange);
  const extension = parseExtension(bodyOf(exchange.request.body));
  if (extension.name in contact.extensions)
    throw new GraphFailure(409, ['ErrorItemExists', 'An extension with this name already exists.']);
  exchange.mailbox.setExtension(contact, extension.name, extension.members);
  return reply(201, extensionJson(extension));
}

function read(exchange: ItemExchange): GraphReply {
  return reply(200, extensionJson(found(exchange)));
}

function update(exchange: ItemExchange): GraphReply {
  const { contact, name, members } = found(exchange);
  const merged = { ...members, ...extensionMembers(bodyOf(exchange.request.body)) };
  exchange.mailbox.setExtension(contact, name, merged);
  return reply(200, extensionJson({ name, members: merged }));
}

function remove(exchange: ItemExchange): GraphReply {
  const { contact, name } = found(exchange);
  exchange.mailbox.setExtension(contact, name, null);
  return reply(204);
}
