// What goes wrong with pages on a real server, on order: a row that leaves the window between two pages, a body cut short.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { Call } from '../operation/call.ts';
import type { CollectionAnswer } from '../operation/read.ts';
import type { Page } from '../query/collection.ts';
import type { QueryText } from '../query/query-text.ts';
import { UnitOfWork } from '../store/unit-of-work.ts';
import { takeOne } from '../switches.ts';
import type { Switches } from '../switches.ts';
import { answerMedia, MEDIA } from './media-types.ts';
import { sendAnswer } from './service.ts';

/** Touches the first row of an answered page of a LastUpdateDate window: the next page skips one untouched row. */
export function leaveWindow(call: Call, page: Page, query: QueryText): void {
  const [first] = page.entries;
  if (first === undefined || !page.hasMore || !(query.get('q') ?? '').includes('LastUpdateDate')) return;
  if (!takeOne(call.switches, 'nextPageHoles')) return;
  const row = call.unit.store.latest(first.id);
  if (row === undefined) return;
  const unit = new UnitOfWork(call.unit.store, call.unit.viewer);
  unit.stage({ ...row, version: row.version + 1, values: { ...row.values, LastUpdateDate: unit.stamp } });
  unit.commit();
}

export function sendCollection(
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  answer: CollectionAnswer,
  switches: Switches,
): FastifyReply {
  if (!takeOne(switches, 'nextTruncatedBodies')) return sendAnswer(exchange, answer, MEDIA.collection);
  const text = stringify(answer.body) ?? '';
  const media = answerMedia(exchange.request, MEDIA.collection);
  return exchange.reply.type(media).send(text.slice(0, Math.floor(text.length / 2)));
}
