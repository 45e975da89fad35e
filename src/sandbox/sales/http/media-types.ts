// Media types of ADF REST: what a body may be sent as, and what an answer is called.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parse } from 'lossless-json';
import { badRequest, SalesError } from '../wire/sales-error.ts';

const adf = (kind: string): string => `application/vnd.oracle.adf.${kind}+json`;

export const MEDIA = {
  json: 'application/json',
  item: adf('resourceitem'),
  collection: adf('resourcecollection'),
  describe: adf('description'),
  batch: adf('batch'),
  action: adf('action'),
  error: adf('error'),
} as const;

export type Media = (typeof MEDIA)[keyof typeof MEDIA];

/** Numbers of the application's own bodies stay exact texts; those of the sandbox's controls are plain JSON. */
export function acceptJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(Object.values(MEDIA), { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, undefined);
      return;
    }
    try {
      const text = String(body);
      done(null, request.url.startsWith('/crmRestApi') ? parse(text) : JSON.parse(text));
    } catch {
      done(badRequest('The request body is not valid JSON.'));
    }
  });
}

/** Throws a 415 unless the body came as one of these types. */
export function requireMedia(request: FastifyRequest, allowed: readonly Media[]): void {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (allowed.some((one) => one === type)) return;
  throw new SalesError(415, [{ detail: `Content type ${type} is not supported here.`, code: '27415' }]);
}

function acceptedTypes(request: FastifyRequest): { type: string; refused: boolean }[] {
  return (request.headers.accept ?? '*/*').split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    return { type, refused: parameters.some((parameter) => /^q=0(?:\.0+)?$/.test(parameter)) };
  });
}

/** True when the caller asked for no body by giving the item type the quality 0. */
export function suppressesBody(request: FastifyRequest): boolean {
  return acceptedTypes(request).some(({ type, refused }) => refused && type === MEDIA.item);
}

/** The content type of the answer: plain JSON when that was asked for. Throws a 406 when no JSON will do. */
export function answerMedia(request: FastifyRequest, own: Media): Media {
  const accepted = acceptedTypes(request).filter(({ refused }) => !refused);
  if (accepted.length === 0 || accepted.some(({ type }) => type === own)) return own;
  if (accepted.some(({ type }) => type === MEDIA.json)) return MEDIA.json;
  if (accepted.some(({ type }) => type === '*/*' || type === 'application/*')) return own;
  throw new SalesError(406, [{ detail: 'None of the accepted media types can be produced.', code: '27406' }]);
}
