// POST, PATCH, PUT and DELETE of an item, with preconditions and Upsert-Mode.
import { isLosslessNumber } from 'lossless-json';
import type { Resource } from '../resource/resource.ts';
import { etagOf, partyEntry } from '../resource/party-entry.ts';
import type { PartyKind, Row } from '../store/row.ts';
import type { Payload } from '../write/checked-values.ts';
import { createParty, deleteParty, replaceParty, updateParty } from '../write/write-party.ts';
import { itemHref } from '../wire/item-body.ts';
import { notFound, SalesError } from '../wire/sales-error.ts';
import { partyKind } from './call.ts';
import type { Answer, Call } from './call.ts';
import { etagHeader, itemAnswer, namesEtag } from './read.ts';

function writable(resource: Resource, verb: string): PartyKind {
  const kind = partyKind(resource);
  if (kind === null)
    throw new SalesError(405, [{ detail: `${verb} is not supported on ${resource.name}.`, code: '27405' }]);
  return kind;
}

function rowToWrite(call: Call, resource: Resource, place: { key: string; verb: string }): Row {
  const row = call.unit.byNumber(writable(resource, place.verb), place.key);
  if (row === undefined) throw notFound(`The ${resource.title} ${place.key} was not found.`);
  return row;
}

/** Throws a 412 that carries the present ETag. Where ETags or the check are switched off the header has no effect. */
export function checkPrecondition(call: Call, row: Row, ifMatch: string | undefined): void {
  if (ifMatch === undefined || call.switches.etagDisabled) return;
  const etag = etagOf(row, call.reader.instanceId);
  if (namesEtag(ifMatch, etag)) return;
  const detail = 'The record was changed by another user since it was read.';
  throw new SalesError(412, [{ detail, code: 'JBO-25014' }], { etag: `"${etag}"` });
}

function written(call: Call, resource: Resource, row: Row, status: 200 | 201): Answer {
  const entry = partyEntry(row, call.reader);
  const location = status === 201 ? { location: itemHref(resource, entry, call.wire) } : {};
  const body = itemAnswer(call, resource, { entry, query: new Map() });
  return { status, headers: { ...etagHeader(call, entry), ...location }, body };
}

export function createItem(call: Call, resource: Resource, payload: Payload): Answer {
  const kind = writable(resource, 'POST');
  const row = createParty({ unit: call.unit, switches: call.switches, resource, kind, payload });
  return written(call, resource, row, 201);
}

/** Upsert: by PartyId, else by the path key, else by the source system reference; creates when nothing fits. */
export function upsertItem(call: Call, resource: Resource, payload: Payload): Answer {
  const kind = writable(resource, 'POST');
  const match = upsertMatch(call, kind, payload);
  if (match === undefined) return createItem(call, resource, payload);
  const { PartyId: _id, PartyNumber: _number, ...rest } = payload;
  const row = updateParty({ unit: call.unit, switches: call.switches, resource, kind, payload: rest }, match);
  return written(call, resource, row, 200);
}

function upsertMatch({ unit }: Call, kind: PartyKind, payload: Payload): Row | undefined {
  const text = (name: string): string | null => {
    const value = payload[name];
    if (typeof value === 'string') return value;
    return isLosslessNumber(value) ? value.toString() : null;
  };
  const partyId = text('PartyId');
  if (partyId !== null) return unit.byId(kind, partyId);
  const number = text('PartyNumber');
  if (number !== null) return unit.byNumber(kind, number);
  const [system, reference] = [text('SourceSystem'), text('SourceSystemReferenceValue')];
  if (system === null || reference === null) return undefined;
  return unit.visible(kind).find(({ values }) => {
    return values['SourceSystem'] === system && values['SourceSystemReferenceValue'] === reference;
  });
}

export interface ItemChange {
  readonly resource: Resource;
  readonly key: string;
  readonly ifMatch: string | undefined;
}

export function updateItem(call: Call, change: ItemChange, payload: Payload): Answer {
  return changed(call, change, { verb: 'PATCH', write: updateParty, payload });
}

export function replaceItem(call: Call, change: ItemChange, payload: Payload): Answer {
  return changed(call, change, { verb: 'PUT', write: replaceParty, payload });
}

interface Change {
  readonly verb: string;
  readonly write: typeof updateParty;
  readonly payload: Payload;
}

function changed(
  call: Call,
  { resource, key, ifMatch }: ItemChange,
  { verb, write, payload }: Change,
): Answer {
  const row = rowToWrite(call, resource, { key, verb });
  if (call.switches.ifMatchOnUpdate) checkPrecondition(call, row, ifMatch);
  const next = write({ unit: call.unit, switches: call.switches, resource, kind: row.kind, payload }, row);
  return written(call, resource, next, 200);
}

export function deleteItem(call: Call, { resource, key, ifMatch }: ItemChange): Answer {
  const row = rowToWrite(call, resource, { key, verb: 'DELETE' });
  if (call.switches.ifMatchOnDelete) checkPrecondition(call, row, ifMatch);
  deleteParty(call.unit, row);
  return { status: 204, headers: {} };
}
