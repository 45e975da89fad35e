// Contacts: list, count, create, read, update, delete. Lists of `/contacts` cover the default folder only.
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import { parseContactBody } from '../contact/body.ts';
import { contactFilter } from '../contact/filter.ts';
import { contactJson } from '../contact/json.ts';
import type { ContactView } from '../contact/json.ts';
import { parseExpand, parseOrder, parseSelect } from '../contact/select.ts';
import type { StoredContact } from '../contact/stored-contact.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badRequest, GraphFailure } from '../wire/failure.ts';
import type { TargetOf } from '../wire/target.ts';
import { cutPage } from './page.ts';
import { contactAt, contactFolderId, contactToDelete, requireMatch } from './place.ts';

type ListExchange = MailboxExchange<TargetOf<'contacts'>>;
type ItemExchange = MailboxExchange<TargetOf<'contact'>>;

export const contactHandlers: Pick<MailboxHandlers, 'contacts' | 'contacts-count' | 'contact' | 'photo'> = {
  contacts: { GET: list, POST: create },
  'contacts-count': { GET: (exchange) => reply(200, String(matching(exchange).length)) },
  contact: { GET: read, PATCH: update, DELETE: remove },
  photo: {
    GET: () => {
      throw new GraphFailure(404, [
        'ImageNotFound',
        "Exception of type 'Microsoft.Fast.Profile.Core.Exception.ImageNotFoundException' was thrown.",
      ]);
    },
  },
};

function viewOf({ request, env }: MailboxExchange<TargetOf<'contacts' | 'contact'>>): ContactView {
  return {
    immutableIds: request.prefer.immutableIds,
    select: parseSelect(request.query.select),
    expand: parseExpand(request.query.expand),
    numberedEmailAddresses: env.switches.numberedEmailAddresses,
  };
}

function contextOf({ request, person, target }: MailboxExchange<TargetOf<'contacts' | 'contact'>>): string {
  const folders = target.chain.map((id) => `/contactFolders('${id}')`).join('');
  const { select } = request.query;
  return `${request.root}/$metadata#users('${person.oid}')${folders}/contacts${select === undefined ? '' : `(${select})`}`;
}

function matching(exchange: MailboxExchange<TargetOf<'contacts' | 'contacts-count'>>): StoredContact[] {
  const { mailbox, target, request } = exchange;
  const contacts = mailbox.contactsIn(contactFolderId(mailbox, target.chain));
  const matches = contactFilter(request.query.filter);
  return matches === null ? contacts : contacts.filter(matches);
}

function list(exchange: ListExchange): GraphReply {
  const { query } = exchange.request;
  if (query.search !== undefined) throw badRequest('$search is not supported here.');
  const view = viewOf(exchange);
  const order = parseOrder(query.orderby);
  const found = matching(exchange);
  const page = cutPage(exchange, order === null ? found : found.toSorted(order));
  return reply(200, {
    '@odata.context': contextOf(exchange),
    ...page.annotations,
    value: page.rows.map((contact) => contactJson(contact, view)),
  });
}

/** Checks $select and $expand at once, so that a bad one stops a write before it is made. */
function entity(
  exchange: MailboxExchange<TargetOf<'contacts' | 'contact'>>,
): (contact: StoredContact) => Record<string, unknown> {
  const view = viewOf(exchange);
  return (contact) => ({ '@odata.context': `${contextOf(exchange)}/$entity`, ...contactJson(contact, view) });
}

function create(exchange: ListExchange): GraphReply {
  const { mailbox, target, request, env } = exchange;
  const folderId = contactFolderId(mailbox, target.chain);
  const json = entity(exchange);
  const contact = mailbox.create(folderId, parseContactBody(request.body, env.switches));
  const answer = json(contact);
  bumpLater(exchange, contact);
  const id = request.prefer.immutableIds ? contact.immutableId : contact.restId;
  const location = `${request.root}/users('${exchange.person.oid}')/contacts('${id}')`;
  return reply(201, answer, { location });
}

function read(exchange: ItemExchange): GraphReply {
  const { mailbox, target, env } = exchange;
  if (target.chain.length > 0) contactFolderId(mailbox, target.chain);
  return reply(200, entity(exchange)(contactAt(mailbox, target.id, env.switches)));
}

function update(exchange: ItemExchange): GraphReply {
  const { mailbox, target, request, env } = exchange;
  const contact = contactAt(mailbox, target.id, env.switches);
  if (env.switches.ifMatchOnContactPatch) requireMatch(request.ifMatch, contact);
  const json = entity(exchange);
  mailbox.update(contact, parseContactBody(request.body, env.switches));
  const answer = json(contact);
  bumpLater(exchange, contact);
  return reply(200, answer);
}

function remove({ mailbox, target, request, env }: ItemExchange): GraphReply {
  const contact = contactToDelete(mailbox, target.id, env.switches);
  requireMatch(request.ifMatch, contact);
  mailbox.delete(contact);
  return reply(204);
}

// The answer shows the etag of the write itself; the bump comes behind the client's back.
function bumpLater(
  { env, mailbox }: MailboxExchange<TargetOf<'contacts' | 'contact'>>,
  contact: StoredContact,
): void {
  if (!env.switches.spontaneousBump) return;
  setImmediate(() => {
    mailbox.touch(contact);
  });
}
