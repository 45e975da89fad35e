// Sends contact writes as one JSON batch. Updates read first where an array or the categories must be known, and as long
// as nobody has proven that the service honours If-Match on a PATCH.

import { isSyncError } from '../../../sync/model/error.ts';
import { batchResults, readBatch, sendBatch } from '../json-batch.ts';
import { graphFailure } from '../graph-errors.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { contactRow } from '../wire.ts';
import { contactPath, markerProperty, wholeContact } from './contact-requests.ts';
import { readContacts } from './contact-reads.ts';
import { recordOf, withoutCategory } from './contact-record.ts';
import { heldOf, heldProperties } from './held-contacts.ts';
import { contactBody, heldUnits } from './map-contact.ts';
import { outdated } from './outdated-etag.ts';
import { judge } from './write-outcome.ts';
import type { SyncError } from '../../../sync/model/error.ts';
import type { RemoteRecord } from '../../../sync/model/record.ts';
import type { Write, WriteOutcome } from '../../../sync/model/write.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { IfMatchProbe } from '../../http/if-match-probe.ts';
import type { CountryLanguage } from '../../values/country.ts';
import type { BatchItem, BatchResult } from '../json-batch.ts';
import type { ContactReading } from './contact-reads.ts';
import type { HeldContact } from './held-contacts.ts';
import type { Judged } from './write-outcome.ts';

export interface ContactWriting extends ContactReading {
  readonly language: CountryLanguage;
  readonly ifMatch: IfMatchProbe;
}

/** Items as read before the write, and outcomes of those that need not be sent. */
interface Prepared {
  readonly held: Map<string, HeldContact>;
  readonly outcomes: Map<string, WriteOutcome>;
}

export async function writeContacts(
  writing: ContactWriting,
  writes: readonly Write[],
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  const prepared = await prepare(writing, writes, signal);
  await probe(writing, { writes, prepared }, signal);
  const toSend = writes.filter((write) => !prepared.outcomes.has(write.intentId));
  const judged = await send(
    writing,
    toSend.map((write) => itemFor(writing, write, prepared)),
    { writes: toSend, signal },
  );
  const settled = await settleByRead(writing, { writes: toSend, judged }, signal);
  return [...prepared.outcomes.values(), ...settled];
}

function needsRead({ held, ifMatch }: ContactWriting, write: Write): boolean {
  if (write.operation !== 'update' || write.target === null) return false;
  if (ifMatch.state() !== 'honoured') return true;
  const needsHeld = write.unshare || heldUnits.some((unit) => unit in write.units);
  return needsHeld && held.at(write.target.id, write.expectedEtag) === null;
}

async function prepare(
  writing: ContactWriting,
  writes: readonly Write[],
  signal: CancelSignal,
): Promise<Prepared> {
  const prepared: Prepared = { held: new Map(), outcomes: new Map() };
  for (const { target, expectedEtag, intentId } of writes) {
    const known = target === null ? null : writing.held.at(target.id, expectedEtag);
    if (known !== null) prepared.held.set(intentId, known);
  }
  const toRead = writes.filter((write) => needsRead(writing, write));
  const query = `$select=id,${heldProperties.join(',')}`;
  const paths = toRead.map(
    ({ target }) => `${contactPath(writing.client.mailbox, target?.id ?? '')}?${query}`,
  );
  const results = await readBatch(writing.client, paths, signal);
  for (const [index, write] of toRead.entries()) compare(write, results[index], prepared);
  return prepared;
}

function compare(write: Write, result: BatchResult | undefined, prepared: Prepared): void {
  const { intentId, expectedEtag } = write;
  const outcome = (one: WriteOutcome): unknown => prepared.outcomes.set(intentId, one);
  if (result?.status === 404) return void outcome({ intentId, result: 'gone' });
  const row = contactRow.safeParse(result?.body);
  // Not read, so not sent: nothing was applied.
  if (result?.status !== 200 || !row.success)
    return void outcome({ intentId, result: 'throttled', retryAfterMs: result?.retryAfterMs ?? null });
  const held = heldOf(row.data);
  if (expectedEtag !== null && held.etag !== expectedEtag)
    return void outcome({ intentId, result: 'precondition-failed' });
  prepared.held.set(intentId, held);
}

// The first update of all goes out with an outdated etag. Refused with 412: If-Match works, and it is sent again as it
// should be. Applied: it was compared a moment ago, so no harm is done and we know better.
async function probe(
  writing: ContactWriting,
  { writes, prepared }: { readonly writes: readonly Write[]; readonly prepared: Prepared },
  signal: CancelSignal,
): Promise<void> {
  if (writing.ifMatch.state() !== 'unknown') return;
  // Not one that the comparison has just refused: where If-Match is ignored, the probe would overwrite what made it refuse.
  const write = writes.find(
    ({ operation, intentId }) =>
      operation === 'update' && prepared.held.has(intentId) && !prepared.outcomes.has(intentId),
  );
  if (write === undefined || write.expectedEtag === null) return;
  const item = itemFor(writing, write, prepared);
  if (item.method !== 'PATCH') return;
  const [judged] = await send(writing, [{ ...item, ifMatch: outdated(write.expectedEtag) }], {
    writes: [write],
    signal,
    onStatus: (status) => {
      writing.ifMatch.sawStatus(status);
    },
  });
  const isApplied = judged?.result === 'written' || judged?.result === 'unknown';
  if (isApplied) prepared.outcomes.set(write.intentId, judged);
}

function itemFor(writing: ContactWriting, write: Write, prepared: Prepared): BatchItem {
  const { client, language } = writing;
  const { intentId: id, target, marker, units, whole, expectedEtag: ifMatch } = write;
  const stamp = marker === null ? {} : { singleValueExtendedProperties: markerProperty(marker) };
  if (target === null) {
    const body = { ...contactBody(units, { held: null, whole, language }), ...stamp };
    return { id, method: 'POST', path: `${client.mailbox}/contacts`, body };
  }
  const path = contactPath(client.mailbox, target.id);
  if (write.operation === 'delete') return { id, method: 'DELETE', path, ifMatch };
  const held = prepared.held.get(id) ?? { etag: null };
  const categories = write.unshare
    ? { categories: withoutCategory(held.categories, writing.categoryName) }
    : {};
  const body = { ...contactBody(units, { held, whole, language }), ...stamp, ...categories };
  // Nothing that Outlook could hold is left: what is there now is what the write leaves.
  if (Object.keys(body).length === 0) return { id, method: 'GET', path: `${path}?${wholeContact}` };
  return { id, method: 'PATCH', path, ifMatch, body };
}

interface Sending {
  readonly writes: readonly Write[];
  readonly signal: CancelSignal;
  readonly onStatus?: (status: number) => void;
}

async function send(
  writing: ContactWriting,
  items: readonly BatchItem[],
  { writes, signal, onStatus }: Sending,
): Promise<readonly Judged[]> {
  if (items.length === 0) return [];
  const results = await resultsOf(writing, items, signal);
  return writes.map((write) => {
    const result = results.get(write.intentId);
    if (result !== undefined) onStatus?.(result.status);
    return judge(write, result, recordIn(writing, write, result));
  });
}

/** Empty where the whole batch got no answer: everything in it may have been applied. */
async function resultsOf(
  { client }: ContactWriting,
  items: readonly BatchItem[],
  signal: CancelSignal,
): Promise<Map<string, BatchResult>> {
  try {
    const answer = await sendBatch(client, items, signal);
    if (answer.status === 200) return batchResults(client, answer);
    if (answer.status >= 500) return new Map();
    if (answer.status !== 429) throw graphFailure(answer);
    const wait = retryAfterMs(answer.headers, client.clock.nowMs());
    return new Map(items.map(({ id }) => [id, { status: 429, body: null, retryAfterMs: wait }]));
  } catch (error) {
    if (isSyncError(error) && isLost(error)) return new Map();
    throw error;
  }
}

/** The request went out and no readable answer came back. */
function isLost({ code, facts }: SyncError): boolean {
  if (facts.at?.step === 'token') return false;
  return (
    (code === 'unreachable' && facts.status === undefined) || (code === 'malformed' && facts.status === 200)
  );
}

function recordIn(
  { categoryName, folders, held }: ContactWriting,
  write: Write,
  result: BatchResult | undefined,
): RemoteRecord | null {
  if (result === undefined || result.status < 200 || result.status >= 300) return null;
  const row = contactRow.safeParse(result.body);
  if (!row.success) return null;
  if (typeof row.data.parentFolderId === 'string') folders.sawContactIn(row.data.parentFolderId);
  held.remember(row.data);
  // The service does not echo extended properties.
  const marker = write.marker ?? 'unread';
  const record = recordOf(row.data, { categoryName, isDeleted: false, marker });
  return record === null || write.target === null ? record : { ...record, id: write.target.id };
}

/** Reads items whose state the answer left open. */
async function settleByRead(
  writing: ContactWriting,
  { writes, judged }: { readonly writes: readonly Write[]; readonly judged: readonly Judged[] },
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  const open = judged.filter(({ result }) => result === 'check').map(({ intentId }) => intentId);
  const refs = writes.flatMap((write) =>
    open.includes(write.intentId) && write.target !== null ? [write.target] : [],
  );
  const answers = refs.length === 0 ? [] : await readContacts(writing, refs, signal);
  return judged.map((outcome): WriteOutcome => {
    if (outcome.result !== 'check') return outcome;
    const { intentId } = outcome;
    const write = writes.find((one) => one.intentId === intentId);
    const answer = answers.find(({ id }) => id === write?.target?.id);
    if (answer?.result === 'missing') return { intentId, result: 'gone' };
    if (answer?.result !== 'found' || write === undefined) return { intentId, result: 'unknown' };
    if (write.operation === 'update') return { intentId, result: 'written', record: answer.record };
    if (answer.record.isDeleted) return { intentId, result: 'gone' };
    const refusal = { cause: 'record-read-only', attribute: null, status: 403, requestId: null } as const;
    return { intentId, result: 'rejected', refusal };
  });
}
