// The master list of categories. A name is fixed once it is made; only the colour can change.
import { z } from 'zod';
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import { newCategoryId } from '../mailbox/ids.ts';
import type { StoredCategory } from '../mailbox/snapshot.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badRequest, GraphFailure, itemNotFound } from '../wire/failure.ts';
import type { TargetOf } from '../wire/target.ts';
import { parsedBody } from './parsed-body.ts';

export const categoryHandlers: Pick<MailboxHandlers, 'categories' | 'category'> = {
  categories: { GET: listCategories, POST: createCategory },
  category: { GET: readCategory, PATCH: recolour, DELETE: removeCategory },
};

const colours = ['none', ...Array.from({ length: 25 }, (_, index) => `preset${String(index)}`)];
const colour = z.string().refine((value) => colours.includes(value));
const newSchema = z.looseObject({ displayName: z.string().min(1).max(255), color: colour.optional() });
const changeSchema = z.looseObject({ displayName: z.string().optional(), color: colour.optional() });

function categoryContext({ request, person }: MailboxExchange<TargetOf<'categories' | 'category'>>): string {
  return `${request.root}/$metadata#users('${person.oid}')/outlook/masterCategories`;
}

function listCategories(exchange: MailboxExchange<TargetOf<'categories'>>): GraphReply {
  return reply(200, { '@odata.context': categoryContext(exchange), value: exchange.mailbox.categories });
}

function createCategory(exchange: MailboxExchange<TargetOf<'categories'>>): GraphReply {
  const { mailbox, request } = exchange;
  const { displayName, color = 'none' } = parsedBody(newSchema, request.body);
  if (mailbox.categories.some((own) => own.displayName.toLowerCase() === displayName.toLowerCase()))
    throw new GraphFailure(409, ['ErrorCategoryExists', `The category '${displayName}' already exists.`]);
  const category: StoredCategory = { id: newCategoryId(), displayName, color };
  mailbox.categories.push(category);
  mailbox.onChange();
  return reply(201, { '@odata.context': `${categoryContext(exchange)}/$entity`, ...category });
}

function categoryAt({ mailbox, target }: MailboxExchange<TargetOf<'category'>>): StoredCategory {
  const category = mailbox.categories.find(({ id }) => id === target.id);
  if (category === undefined) throw itemNotFound();
  return category;
}

function readCategory(exchange: MailboxExchange<TargetOf<'category'>>): GraphReply {
  return reply(200, { '@odata.context': `${categoryContext(exchange)}/$entity`, ...categoryAt(exchange) });
}

function recolour(exchange: MailboxExchange<TargetOf<'category'>>): GraphReply {
  const category = categoryAt(exchange);
  const { color, displayName } = parsedBody(changeSchema, exchange.request.body);
  if (displayName !== undefined && displayName !== category.displayName)
    throw badRequest('The display name of a category cannot be changed.', 'ErrorInvalidRequest');
  if (color !== undefined) category.color = color;
  exchange.mailbox.onChange();
  return readCategory(exchange);
}

function removeCategory(exchange: MailboxExchange<TargetOf<'category'>>): GraphReply {
  const { categories } = exchange.mailbox;
  categories.splice(categories.indexOf(categoryAt(exchange)), 1);
  exchange.mailbox.onChange();
  return reply(204);
}
