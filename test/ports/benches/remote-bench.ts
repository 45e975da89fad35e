// A side with its people, as the port suites need it: the connector or simulator under test, and deeds done behind its back.

import type { Change, Feed, FeedPage, ReadAnswer } from '../../../src/sync/model/change.ts';
import type { Cursor, RecordId, SavedSearchId } from '../../../src/sync/model/ids.ts';
import type { RemoteRecord, Units } from '../../../src/sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../src/sync/model/write.ts';
import type { MicrosoftRemote, Remote, SalesRemote } from '../../../src/sync/ports/remote.ts';
import { never } from '../../remote/scripted-fetch.ts';
import { refTo } from '../../remote/writes.ts';

/** Units that people of these suites write: the same words on every side. */
export interface Facts {
  readonly firstName?: string;
  readonly lastName?: string;
  readonly jobTitle?: string | null;
  readonly department?: string | null;
  readonly email?: string;
}

export interface RemoteBench<Side extends Remote = Remote> {
  readonly remote: Side;
  /** the same account reached by an adapter that remembers nothing */
  another(): Side;
  /** rows per page, at most */
  readonly pageSize: number;
  add(facts: Facts): RecordId;
  edit(id: RecordId, facts: Facts): void;
  remove(id: RecordId): void;
  /** time passes for everybody */
  later(ms: number): void;
  end(): Promise<void>;
}

export interface MicrosoftBench extends RemoteBench<MicrosoftRemote> {
  share(id: RecordId, isShared: boolean): void;
  restore(id: RecordId): void;
  expireCursors(): void;
}

export interface SalesBench extends RemoteBench<SalesRemote> {
  /** a saved search in which nobody of the suite is yet */
  readonly search: SavedSearchId;
  /** an account that is there */
  readonly account: { readonly id: string; readonly name: string };
  setMember(id: RecordId, isMember: boolean): void;
  activate(id: RecordId): void;
  merge(loser: RecordId, survivor: RecordId): void;
}

export interface Round {
  readonly changes: readonly Change[];
  readonly pages: readonly FeedPage[];
  readonly cursor: Cursor;
}

const mostPages = 60;

export async function onlyFeed(remote: Remote): Promise<Feed> {
  const [feed, ...more] = await remote.feeds('contact', never);
  if (feed === undefined || more.length > 0) throw new Error('exactly one feed wanted');
  return feed;
}

/** Page by page to the end of the round. */
export async function pullRound(remote: Remote, from: Cursor | null): Promise<Round> {
  const feed = await onlyFeed(remote);
  const pages: FeedPage[] = [];
  let cursor = from;
  while (pages.length < mostPages) {
    const page = await remote.pullPage(feed, cursor, never);
    pages.push(page);
    cursor = page.next;
    if (page.isComplete) return { pages, cursor, changes: pages.flatMap(({ changes }) => changes) };
  }
  throw new Error('a round without end');
}

export function idOf(change: Change): RecordId {
  return change.type === 'removed' ? change.id : change.record.id;
}

/** The last word of a round about a record; undefined where it says nothing. */
export function lastOf(changes: readonly Change[], id: RecordId): Change | undefined {
  return changes.findLast((change) => idOf(change) === id);
}

/** The record as the round reports it; throws where it does not, or says that it is gone. */
export function shownIn(changes: readonly Change[], id: RecordId): RemoteRecord {
  const change = lastOf(changes, id);
  if (change?.type !== 'upserted') throw new Error('the round does not show the record');
  return change.record;
}

export function isGone(change: Change | undefined): boolean {
  if (change === undefined) return false;
  return change.type === 'removed' || change.record.isDeleted;
}

export async function readOne(remote: Remote, id: RecordId): Promise<ReadAnswer> {
  const [answer, ...more] = await remote.read('contact', [refTo(id)], never);
  if (answer === undefined || more.length > 0) throw new Error('exactly one answer wanted');
  return answer;
}

export async function readRecord(remote: Remote, id: RecordId): Promise<RemoteRecord> {
  const answer = await readOne(remote, id);
  if (answer.result !== 'found') throw new Error(`the record is ${answer.result}`);
  return answer.record;
}

/** One outcome per write, in the order of the writes. */
export async function send(remote: Remote, ...writes: Write[]): Promise<readonly WriteOutcome[]> {
  const outcomes = await remote.write(writes, never);
  if (outcomes.length !== writes.length) throw new Error('exactly one outcome per write wanted');
  return writes.map(({ intentId }) => {
    const outcome = outcomes.find((one) => one.intentId === intentId);
    if (outcome === undefined) throw new Error('a write without an outcome');
    return outcome;
  });
}

export async function sendOne(remote: Remote, write: Write): Promise<WriteOutcome> {
  const [outcome] = await send(remote, write);
  if (outcome === undefined) throw new Error('no outcome');
  return outcome;
}

export function resultsOf(outcomes: readonly WriteOutcome[]): readonly WriteOutcome['result'][] {
  return outcomes.map(({ result }) => result);
}

export function unitsOf(facts: Facts): Units {
  return { ...facts };
}
