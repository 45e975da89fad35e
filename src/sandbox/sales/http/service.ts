// What all routes of the Sales sandbox share, and how a request becomes a call.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { stringify } from 'lossless-json';
import type { Company } from '../../company/company.ts';
import type { Answer, Call } from '../operation/call.ts';
import type { Reader } from '../resource/party-entry.ts';
import type { SavedSearches } from '../search/saved-searches.ts';
import type { SalesStore } from '../store/sales-store.ts';
import { UnitOfWork } from '../store/unit-of-work.ts';
import type { Viewer } from '../store/viewer.ts';
import type { Switches } from '../switches.ts';
import { readFramework } from '../wire/framework-version.ts';
import { notFound, SalesError } from '../wire/sales-error.ts';
import { answerMedia, suppressesBody } from './media-types.ts';
import type { Media } from './media-types.ts';

export interface Service {
  readonly store: SalesStore;
  readonly searches: SavedSearches;
  readonly switches: Switches;
  readonly company: Company;
  readonly instanceId: string;
  /** origin and prefix under which the front serves us */
  readonly origin: string;
  readonly viewerOf: (request: FastifyRequest) => Viewer;
}

const VERSIONS = new Set(['11.13.18.05', 'latest']);

/** `https://host[/sales]` as the caller addressed us: the front's origin, or our own port's. */
export function publicOrigin(request: FastifyRequest, service: Service): string {
  if (request.headers['x-forwarded-prefix'] !== undefined) return service.origin;
  const prefix = request.originalUrl.startsWith('/sales/') ? '/sales' : '';
  return `https://${request.host}${prefix}`;
}

/** Checks the version in the path, opens a unit of work and reads the framework version. */
export function openCall(request: FastifyRequest, service: Service): Call {
  const { version = '' } = request.params as { version?: string };
  if (!VERSIONS.has(version)) throw notFound(`Version ${version} was not found.`);
  const viewer = service.viewerOf(request);
  const { store, switches } = service;
  return {
    unit: new UnitOfWork(store, viewer),
    switches,
    wire: {
      base: `${publicOrigin(request, service)}/crmRestApi/resources/${version}`,
      framework: readFramework(request.headers['rest-framework-version']),
      etags: !switches.etagDisabled,
    },
    reader: readerFor(viewer, service),
  };
}

export function readerFor(viewer: Viewer, { store, company, instanceId }: Service): Reader {
  return {
    viewer,
    company,
    instanceId,
    party: (partyId) => store.latest(partyId),
    salesPerson: (partyId) => store.person(partyId),
  };
}

/** Sends an answer with numbers as they are: ids beyond 2^53 are exact integer tokens. */
export function sendAnswer(
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  answer: Answer,
  media: Media,
): FastifyReply {
  const { request, reply } = exchange;
  const version = request.headers['rest-framework-version'];
  if (typeof version === 'string') void reply.header('rest-framework-version', version);
  void reply.headers({ ...answer.headers });
  const silent = request.method !== 'GET' && suppressesBody(request);
  if (answer.body === undefined || silent) return reply.code(silent ? 204 : answer.status).send();
  // From version 9 on ids are strings: the built-in writer does, and is several times faster.
  const text = version === '9' ? JSON.stringify(answer.body) : stringify(answer.body);
  return reply.code(answer.status).type(answerMedia(request, media)).send(text);
}

/** The body as a record; throws a 400 for anything else. */
export function objectBody(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  throw new SalesError(400, [{ detail: 'The request body must be a JSON object.', code: '27520' }]);
}

export function queryOf(request: FastifyRequest): string {
  const at = request.url.indexOf('?');
  return at < 0 ? '' : request.url.slice(at + 1);
}
