// /crmRestApi/resources: versions, describe, collections, items, actions, batch.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Answer, Call } from '../operation/call.ts';
import { runBatch } from '../operation/batch.ts';
import { createItem, deleteItem, replaceItem, updateItem, upsertItem } from '../operation/change.ts';
import type { ItemChange } from '../operation/change.ts';
import { describeAll, describeOne } from '../operation/describe.ts';
import { findDuplicates } from '../operation/find-duplicates.ts';
import { readCollection, readItem } from '../operation/read.ts';
import { queryText } from '../query/query-text.ts';
import { resources } from '../resource/resource.ts';
import type { Resource } from '../resource/resource.ts';
import { takeOne } from '../switches.ts';
import { ALLOWED_VERSIONS, readFramework } from '../wire/framework-version.ts';
import { keyOfDecoded } from '../wire/path-key.ts';
import { notFound } from '../wire/sales-error.ts';
import { MEDIA, requireMedia } from './media-types.ts';
import { leaveWindow, sendCollection } from './page-faults.ts';
import { objectBody, openCall, publicOrigin, queryOf, sendAnswer } from './service.ts';
import type { Service } from './service.ts';

const ROOT = '/crmRestApi/resources/:version';
const BODIES = [MEDIA.item, MEDIA.json] as const;

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

function resourceOf(request: FastifyRequest): Resource {
  const { resource: name = '' } = request.params as { resource?: string };
  const resource = resources.get(name);
  if (resource === undefined) throw notFound(`The resource ${name} was not found.`);
  return resource;
}

export function keyOf(request: FastifyRequest): string {
  const { key = '' } = request.params as { key?: string };
  return keyOfDecoded(key, readFramework(request.headers['rest-framework-version']));
}

function itemChange(request: FastifyRequest): ItemChange {
  return { resource: resourceOf(request), key: keyOf(request), ifMatch: request.headers['if-match'] };
}

function write(service: Service, { request, reply }: Exchange, work: (call: Call) => Answer): FastifyReply {
  const call = openCall(request, service);
  const answer = work(call);
  call.unit.commit();
  return sendAnswer({ request, reply }, answer, MEDIA.item);
}

export function resourceRoutes(app: FastifyInstance, service: Service): void {
  metadataRoutes(app, service);
  readRoutes(app, service);
  writeRoutes(app, service);
  batchAndActions(app, service);
}

function metadataRoutes(app: FastifyInstance, service: Service): void {
  app.get('/crmRestApi/resources', (request, reply) => {
    const href = `${publicOrigin(request, service)}/crmRestApi/resources/11.13.18.05`;
    const frameworks = { defaultFrameworkVersion: '1', allowedFrameworkVersions: ALLOWED_VERSIONS };
    const links = [{ rel: 'self', href, name: '11.13.18.05', kind: 'item' }];
    const item = { version: '11.13.18.05', isLatest: true, 'adf:extension': frameworks, links };
    return sendAnswer(
      { request, reply },
      { status: 200, headers: {}, body: { items: [item] } },
      MEDIA.collection,
    );
  });
  app.get(`${ROOT}/describe`, (request, reply) => {
    const minimal = queryText(queryOf(request)).get('metadataMode') === 'minimal';
    return sendAnswer({ request, reply }, describeAll(openCall(request, service), minimal), MEDIA.describe);
  });
  app.get(`${ROOT}/:resource/describe`, (request, reply) =>
    sendAnswer(
      { request, reply },
      describeOne(openCall(request, service), resourceOf(request)),
      MEDIA.describe,
    ),
  );
}

function readRoutes(app: FastifyInstance, service: Service): void {
  app.get(`${ROOT}/:resource`, (request, reply) => {
    const call = openCall(request, service);
    const query = queryText(queryOf(request));
    const answer = readCollection(call, resourceOf(request), query);
    leaveWindow(call, answer.page, query);
    return sendCollection({ request, reply }, answer, service.switches);
  });
  app.get(`${ROOT}/:resource/:key`, (request, reply) => {
    const call = openCall(request, service);
    const resource = resourceOf(request);
    const query = queryText(queryOf(request));
    const ifNoneMatch = request.headers['if-none-match'];
    const answer = readItem(call, { resource, key: keyOf(request), query, ifNoneMatch });
    return sendAnswer({ request, reply }, answer, MEDIA.item);
  });
}

function writeRoutes(app: FastifyInstance, service: Service): void {
  app.post(`${ROOT}/:resource`, (request, reply) => {
    requireMedia(request, BODIES);
    const upsert = request.headers['upsert-mode'] === 'true' ? upsertItem : createItem;
    return write(service, { request, reply }, (call) =>
      upsert(call, resourceOf(request), objectBody(request)),
    );
  });
  app.patch(`${ROOT}/:resource/:key`, (request, reply) => {
    requireMedia(request, BODIES);
    return write(service, { request, reply }, (call) =>
      updateItem(call, itemChange(request), objectBody(request)),
    );
  });
  app.put(`${ROOT}/:resource/:key`, (request, reply) => {
    requireMedia(request, BODIES);
    return write(service, { request, reply }, (call) =>
      replaceItem(call, itemChange(request), objectBody(request)),
    );
  });
  app.delete(`${ROOT}/:resource/:key`, (request, reply) =>
    write(service, { request, reply }, (call) => deleteItem(call, itemChange(request))),
  );
}

function batchAndActions(app: FastifyInstance, service: Service): void {
  app.post(ROOT, (request, reply) => {
    requireMedia(request, [MEDIA.batch]);
    const call = openCall(request, service);
    const answer = runBatch(call, request.body);
    call.unit.commit();
    if (takeOne(service.switches, 'nextBatchNoContent')) return reply.code(204).send();
    return sendAnswer({ request, reply }, answer, MEDIA.batch);
  });
  app.post(`${ROOT}/:resource/action/:action`, (request, reply) => {
    requireMedia(request, [MEDIA.action, MEDIA.json]);
    const { action = '' } = request.params as { action?: string };
    if (resourceOf(request).name !== 'contacts' || action !== 'findDuplicates') {
      throw notFound(`The action ${action} was not found.`);
    }
    return sendAnswer(
      { request, reply },
      findDuplicates(openCall(request, service), request.body),
      MEDIA.action,
    );
  });
}
