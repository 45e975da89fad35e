// What monitors see live: changes of a tenant are collected for 250 ms, read once, and written to all its streams.
// An event's id is the number of the last change in it and its time, so that a stream can go on where it stopped.

import type { MonitorEvent } from '../../contract/events.ts';
import type { Cards } from '../../contract/users.ts';
import { changesAfter, changesKeptMs, lastChange } from '../queries/changes.ts';
import type { Change } from '../queries/changes.ts';
import { readProgress } from '../queries/administration/command-progress.ts';
import { readCycleMs } from '../queries/tenants.ts';
import { readUserRows } from '../queries/users/user-pages.ts';
import type { TenantSql } from '../tenant-sql.ts';
import type { CardCounts } from './card-counts.ts';
import { lookBehind } from './change-feed.ts';
import type { ChangeFeed } from './change-feed.ts';
import { eventText } from './event-streams.ts';
import type { EventStream } from './event-streams.ts';

export interface MonitorFeed {
  /** Sends what was missed since `lastEventId`, or `reload`, or just the cards; then everything new until the stream closes. */
  attach(tenantId: string, stream: EventStream, lastEventId: string | undefined): Promise<void>;
}

interface Parts {
  readonly sql: TenantSql;
  readonly clock: () => number;
  readonly changes: ChangeFeed;
  readonly cards: CardCounts;
  onError(error: unknown): void;
}

interface Pending {
  users: Set<string>;
  readonly removed: Set<string>;
  readonly batches: Set<string>;
  isReload: boolean;
  /** users of it are still to be told of: who comes back must ask from before it */
  isPartial: boolean;
  last: number;
}

const coalesceMs = 250;
/** A browser takes in no more at once without standing still; of many, the rest comes with the next events. */
const rowsPerEvent = 200;
/** more than this many missed rows are read faster as a page */
const longestReplay = 1_000;
/** less than the changes are kept, because processes' clocks differ */
const replayMs = changesKeptMs - 60_000;

export function createMonitorFeed(parts: Parts): MonitorFeed {
  const rooms = new Map<string, Set<EventStream>>();

  function enter(tenantId: string, stream: EventStream): void {
    const known = rooms.get(tenantId);
    if (known !== undefined) known.add(stream);
    else rooms.set(tenantId, startRoom(parts, tenantId, stream));
    stream.onClose(() => {
      const room = rooms.get(tenantId);
      room?.delete(stream);
      if (room?.size === 0) rooms.delete(tenantId);
    });
  }

  return {
    async attach(tenantId, stream, lastEventId) {
      // first listen, then read: what changes meanwhile comes twice rather than never
      enter(tenantId, stream);
      try {
        for await (const text of greeting(parts, tenantId, lastEventId)) stream.sendText(text);
      } catch (error) {
        // the answer has begun: all that is left is to end it, so that the reader comes back
        parts.onError(error);
        stream.end();
      }
    },
  };
}

function startRoom(parts: Parts, tenantId: string, first: EventStream): Set<EventStream> {
  const streams = new Set([first]);
  const backlog = new Set<string>();
  const newest = new WeakMap<Promise<Cards>, Pending>();
  let pending: Pending | null = null;
  const begin = (last: number): Pending => {
    setTimeout(flush, coalesceMs).unref();
    return { ...emptyPending(), last };
  };
  const flush = (): void => {
    const collected = pending;
    pending = null;
    if (collected === null || streams.size === 0) return;
    if (collected.isReload) backlog.clear();
    else takeTurns(collected, backlog);
    if (collected.isPartial) pending = begin(collected.last);
    broadcast(streams, eventsOf(parts, tenantId, collected, newest)).catch(parts.onError);
  };
  const unsubscribe = parts.changes.subscribe(tenantId, (change) => {
    if (streams.size === 0) {
      unsubscribe();
      return;
    }
    pending ??= begin(0);
    collect(pending, change);
  });
  return streams;
}

async function broadcast(streams: ReadonlySet<EventStream>, texts: AsyncIterable<string>): Promise<void> {
  for await (const text of texts) for (const stream of streams) stream.sendText(text);
}

/** What came last goes first: somebody may be waiting for it, which nobody does for thousands. */
function takeTurns(pending: Pending, backlog: Set<string>): void {
  const ids = [...pending.users, ...backlog].slice(0, rowsPerEvent);
  for (const id of pending.users) backlog.add(id);
  for (const id of ids) backlog.delete(id);
  pending.users = new Set(ids);
  pending.isPartial = backlog.size > 0;
}

function emptyPending(): Pending {
  return {
    users: new Set(),
    removed: new Set(),
    batches: new Set(),
    isReload: false,
    isPartial: false,
    last: 0,
  };
}

function collect(pending: Pending, { sequence, what }: Change): void {
  for (const id of what.users ?? []) pending.users.add(id);
  for (const id of what.removed ?? []) pending.removed.add(id);
  for (const id of what.batches ?? []) pending.batches.add(id);
  pending.isReload ||= what.reload === true;
  pending.last = Math.max(pending.last, sequence);
}

/**
 * The present state of what changed: rows and progress of commands at once, the cards when they may be counted again. Of
 * those who wait for the same count, `newest` remembers the one that tells it.
 */
async function* eventsOf(
  parts: Parts,
  tenantId: string,
  pending: Pending,
  newest = new WeakMap<Promise<Cards>, Pending>(),
): AsyncGenerator<string> {
  const nowMs = parts.clock();
  if (pending.isReload) {
    yield eventText({ type: 'reload' } satisfies MonitorEvent, idOf(pending.last, nowMs));
    return;
  }
  yield await rowsText(parts, tenantId, pending);
  const counting = parts.cards.readNew(tenantId);
  newest.set(counting, pending);
  const cards = await counting;
  if (newest.get(counting) !== pending) return;
  yield pending.isPartial ? eventText({ type: 'cards', cards }) : cardsText(cards, pending.last, nowMs);
}

async function rowsText(parts: Parts, tenantId: string, pending: Pending): Promise<string> {
  const nowMs = parts.clock();
  const events = await parts.sql.read(tenantId, async (sql) => {
    const moment = { nowMs, cycleMs: await readCycleMs(sql, tenantId) };
    const rows = await readUserRows(sql, tenantId, { ids: [...pending.users], moment });
    const list: MonitorEvent[] = [];
    if (rows.length > 0 || pending.removed.size > 0)
      list.push({ type: 'users', rows, removed: [...pending.removed] });
    for (const batchId of pending.batches) {
      const progress = await readProgress(sql, tenantId, batchId);
      if (progress !== null) list.push({ type: 'command', progress });
    }
    return list;
  });
  return events.map((event) => eventText(event)).join('');
}

/** Always last and the only one with an id: a stream that breaks before it gets the rows again. */
function cardsText(cards: object, sequence: number, nowMs: number): string {
  return eventText({ type: 'cards', cards }, idOf(sequence, nowMs));
}

function idOf(sequence: number, nowMs: number): string {
  return `${sequence}-${nowMs}`;
}

async function* greeting(
  parts: Parts,
  tenantId: string,
  lastEventId: string | undefined,
): AsyncGenerator<string> {
  const nowMs = parts.clock();
  if (lastEventId === undefined || lastEventId === '') {
    const last = await parts.sql.read(tenantId, (sql) => lastChange(sql, tenantId));
    yield cardsText(await parts.cards.readNew(tenantId), last, nowMs);
    return;
  }
  const missed = await missedSince(parts, tenantId, lastEventId);
  if (missed === null) yield eventText({ type: 'reload' } satisfies MonitorEvent);
  else yield* eventsOf(parts, tenantId, missed);
}

async function missedSince(parts: Parts, tenantId: string, lastEventId: string): Promise<Pending | null> {
  const [, sequence, atMs] = /^(\d{1,15})-(\d{1,15})$/.exec(lastEventId) ?? [];
  if (sequence === undefined || atMs === undefined || Number(atMs) < parts.clock() - replayMs) return null;
  const position = { sequence: Number(sequence) - lookBehind, limit: longestReplay + 1 };
  const changes = await parts.sql.read(tenantId, (sql) => changesAfter(sql, tenantId, position));
  const missed = emptyPending();
  missed.last = Number(sequence);
  for (const change of changes) collect(missed, change);
  return changes.length > longestReplay || missed.users.size > longestReplay ? null : missed;
}
