// /contacts/{PartyNumber}/child/ContactPoint: read, add, remove. Keys are opaque and come from the `self` link.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { allPointAttributes, itemHref, wireValue } from '../wire/item-body.ts';
import { notFound } from '../wire/sales-error.ts';
import { pointEntry } from '../resource/contact-point.ts';
import { partyEntry } from '../resource/party-entry.ts';
import { resources } from '../resource/resource.ts';
import type { ContactPoint, Row } from '../store/row.ts';
import type { Call } from '../operation/call.ts';
import { pointOf } from '../write/contact-points.ts';
import { writePoints } from '../write/write-party.ts';
import { MEDIA, requireMedia } from './media-types.ts';
import { keyOf } from './resource-routes.ts';
import { objectBody, openCall, sendAnswer } from './service.ts';
import type { Service } from './service.ts';

const ROOT = '/crmRestApi/resources/:version/contacts/:key/child/ContactPoint';

interface Parent {
  readonly call: Call;
  readonly row: Row;
  /** of the child collection */
  readonly href: string;
}

function parentOf(request: FastifyRequest, service: Service): Parent {
  const call = openCall(request, service);
  const row = call.unit.byNumber('contacts', keyOf(request));
  const contacts = resources.get('contacts');
  if (row === undefined || contacts === undefined) throw notFound('The Contact was not found.');
  return {
    call,
    row,
    href: `${itemHref(contacts, partyEntry(row, call.reader), call.wire)}/child/ContactPoint`,
  };
}

function pointBody({ call, href }: Parent, point: ContactPoint): object {
  const entry = pointEntry(point);
  const values = allPointAttributes.map(
    (attribute) =>
      [attribute.name, wireValue(attribute, entry.value(attribute.name), call.wire.framework)] as const,
  );
  const links = [{ rel: 'self', href: `${href}/${entry.key}`, name: 'ContactPoint', kind: 'item' }];
  return { ...Object.fromEntries(values), links };
}

function pointNamed({ row }: Parent, request: FastifyRequest): ContactPoint {
  const { child = '' } = request.params as { child?: string };
  const point = row.points.find((one) => pointEntry(one).key === child);
  if (point === undefined) throw notFound('The Contact Point was not found.');
  return point;
}

export function childRoutes(app: FastifyInstance, service: Service): void {
  const stamps = (): boolean => service.switches.childStampsParent;

  app.get(ROOT, (request, reply) => {
    const parent = parentOf(request, service);
    const items = parent.row.points.map((point) => pointBody(parent, point));
    const links = [{ rel: 'self', href: parent.href, name: 'ContactPoint', kind: 'collection' }];
    const body = {
      items,
      count: items.length,
      hasMore: false,
      limit: Math.max(25, items.length),
      offset: 0,
      links,
    };
    return sendAnswer({ request, reply }, { status: 200, headers: {}, body }, MEDIA.collection);
  });

  app.get(`${ROOT}/:child`, (request, reply) => {
    const parent = parentOf(request, service);
    const body = pointBody(parent, pointNamed(parent, request));
    return sendAnswer({ request, reply }, { status: 200, headers: {}, body }, MEDIA.item);
  });

  app.post(ROOT, (request, reply) => {
    requireMedia(request, [MEDIA.item, MEDIA.json]);
    const parent = parentOf(request, service);
    const { call, row } = parent;
    const place = { partyId: row.partyId, index: row.points.length + 1, switches: service.switches };
    const point = pointOf(objectBody(request), place);
    writePoints(call.unit, row, { points: [...row.points, point], stamps: stamps() });
    call.unit.commit();
    const body = pointBody(parent, point);
    const headers = { location: `${parent.href}/${pointEntry(point).key}` };
    return sendAnswer({ request, reply }, { status: 201, headers, body }, MEDIA.item);
  });

  app.delete(`${ROOT}/:child`, (request, reply) => {
    const parent = parentOf(request, service);
    const { call, row } = parent;
    const gone = pointNamed(parent, request);
    writePoints(call.unit, row, {
      points: row.points.filter((point) => point.id !== gone.id),
      stamps: stamps(),
    });
    call.unit.commit();
    return sendAnswer({ request, reply }, { status: 204, headers: {} }, MEDIA.item);
  });
}
