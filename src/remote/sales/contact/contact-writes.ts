// Sends contact writes: what is there is read and compared first, then one batch, then one by one if the batch was
// refused. A single update saves the read once If-Match is proven. Nothing of unknown outcome is sent again from here.

import { isSyncError } from '../../../sync/model/error.ts';
import { textOf } from '../../values/compare-contact.ts';
import { cleanText } from '../../values/text.ts';
import { isLostAnswer, sendAdfBatch } from '../adf-batch.ts';
import { RESOURCES, idToken } from '../sales-client.ts';
import { readContacts } from './contact-reads.ts';
import { SOURCE_SYSTEM, ifMatchOf, recordOf } from './contact-record.ts';
import { contactPayload } from './map-contact.ts';
import { judgeSingle } from './write-outcome.ts';
import type { ReadAnswer } from '../../../sync/model/change.ts';
import type { RemoteRecord } from '../../../sync/model/record.ts';
import type { Refusal, Write, WriteOutcome } from '../../../sync/model/write.ts';
import type { CancelSignal } from '../../../sync/ports/cancel-signal.ts';
import type { HttpMethod } from '../../http/http-request.ts';
import type { IfMatchProbe } from '../../http/if-match-probe.ts';
import type { BatchPart } from '../adf-batch.ts';
import type { ReadyWrite } from './write-outcome.ts';
import type { ContactReading } from './contact-reads.ts';

export interface ContactWriting extends ContactReading {
  /** owner of what we create; null leaves it to the service, which takes the caller */
  readonly ownerPartyId: string | null;
  readonly ifMatch: IfMatchProbe;
}

type Step =
  | { readonly type: 'send'; readonly ready: ReadyWrite }
  | { readonly type: 'settled'; readonly outcome: WriteOutcome };

export async function writeContacts(
  writing: ContactWriting,
  writes: readonly Write[],
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  const read = await readTargets(writing, writes, signal);
  const steps = writes.map((write) => stepFor(writing, write, read.get(write.target?.id ?? '')));
  const settled = steps.flatMap((step) => (step.type === 'settled' ? [step.outcome] : []));
  const ready = steps.flatMap((step) => (step.type === 'send' ? [step.ready] : []));
  const sent = await send(writing, ready, signal);
  return [...settled, ...sent];
}

async function send(
  writing: ContactWriting,
  ready: readonly ReadyWrite[],
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  if (ready.length > 1) return sendTogether(writing, ready, signal);
  const [sole] = ready;
  if (sole === undefined) return [];
  const outcome = await sendOne(writing, sole, { signal });
  return [await probe(writing, { ready: sole, outcome }, signal)];
}

// The same once more, with the etag that this very write has just outdated. Refused with 412: If-Match works. Applied: it
// was our own record with our own values, so no harm is done and we know better. Whatever becomes of it, the write is done.
async function probe(
  writing: ContactWriting,
  { ready, outcome }: { readonly ready: ReadyWrite; readonly outcome: WriteOutcome },
  signal: CancelSignal,
): Promise<WriteOutcome> {
  const { operation, ifMatch } = ready.part;
  if (writing.ifMatch.state() !== 'unknown' || operation !== 'update' || ifMatch === null) return outcome;
  if (outcome.result !== 'written' || outcome.record.etag === ifMatch) return outcome;
  const onStatus = (status: number): void => {
    writing.ifMatch.sawStatus(status);
  };
  try {
    const again = await sendOne(writing, ready, { signal, onStatus });
    return again.result === 'written' ? again : outcome;
  } catch (error) {
    if (!isSyncError(error)) throw error;
    return outcome;
  }
}

// One read tells 50 writes whether they still meet what they were merged with: preconditions inside a batch or on a
// DELETE are documented nowhere, and without ETags a comparison is all there is.
async function readTargets(
  writing: ContactWriting,
  writes: readonly Write[],
  signal: CancelSignal,
): Promise<ReadonlyMap<string, ReadAnswer>> {
  const [sole] = writes;
  const isGuarded =
    writes.length === 1 &&
    sole?.operation === 'update' &&
    writing.ifMatch.state() === 'honoured' &&
    ifMatchOf(sole.expectedEtag) !== null &&
    sole.target?.address != null;
  const refs = writes.flatMap(({ target }) => (target === null || isGuarded ? [] : [target]));
  const answers = refs.length === 0 ? [] : await readContacts(writing, refs, signal);
  return new Map(answers.map((answer) => [answer.id, answer]));
}

function stepFor(writing: ContactWriting, write: Write, answer: ReadAnswer | undefined): Step {
  const { intentId, operation, target, expectedEtag } = write;
  const settled = (outcome: WriteOutcome): Step => ({ type: 'settled', outcome });
  if (operation === 'create') {
    return hasName(write)
      ? { type: 'send', ready: { write, part: createPart(writing, write) } }
      : settled({ intentId, result: 'rejected', refusal: nameMissing });
  }
  if (answer?.result === 'missing' || target === null) return settled({ intentId, result: 'gone' });
  // Not readable, so not sent: nothing was applied.
  if (answer?.result === 'unreadable') return settled({ intentId, result: 'throttled', retryAfterMs: null });
  const record = answer?.result === 'found' ? answer.record : null;
  if (record?.isDeleted === true) return settled({ intentId, result: 'gone' });
  if (record !== null && expectedEtag !== null && record.etag !== expectedEtag)
    return settled({ intentId, result: 'precondition-failed' });
  if (record?.isReadOnly === true) return settled({ intentId, result: 'rejected', refusal: readOnly });
  const address = record?.address ?? target.address;
  // No link told its key, and a guessed one could be another record's: as if it could not be read.
  if (address === null) return settled({ intentId, result: 'throttled', retryAfterMs: null });
  const part = changePart(write, record, address);
  if (operation === 'update' && record !== null && Object.keys(part.payload ?? {}).length === 0)
    return settled({ intentId, result: 'written', record });
  return { type: 'send', ready: { write, part } };
}

const nameMissing: Refusal = {
  cause: 'required-field-missing',
  attribute: 'lastName',
  status: null,
  requestId: null,
};
const readOnly: Refusal = { cause: 'record-read-only', attribute: null, status: null, requestId: null };

/** Sales wants a first or a last name; one write without would fail its whole batch. */
function hasName({ units }: Write): boolean {
  return ['firstName', 'lastName'].some((unit) => cleanText(textOf(units[unit])) !== null);
}

function markerPayload({ marker }: Write): Record<string, string> {
  return marker === null ? {} : { SourceSystem: SOURCE_SYSTEM, SourceSystemReferenceValue: marker.key };
}

function createPart({ ownerPartyId }: ContactWriting, write: Write): BatchPart {
  const filled = Object.entries(contactPayload(write.units, write.accountId)).filter(
    ([, value]) => value !== null,
  );
  const payload = {
    ...Object.fromEntries(filled),
    Type: 'ZCA_CONTACT',
    ...(ownerPartyId === null ? {} : { OwnerPartyId: idToken(ownerPartyId) }),
    ...markerPayload(write),
  };
  return { id: write.intentId, operation: 'create', path: '/contacts', ifMatch: null, payload };
}

function changePart(write: Write, record: RemoteRecord | null, address: string): BatchPart {
  return {
    id: write.intentId,
    operation: write.operation === 'delete' ? 'delete' : 'update',
    path: `/contacts/${address}`,
    // As just read and compared; or as expected where the read was saved.
    ifMatch: ifMatchOf(record === null ? write.expectedEtag : record.etag),
    payload:
      write.operation === 'delete'
        ? null
        : { ...contactPayload(write.units, write.accountId), ...markerPayload(write) },
  };
}

async function sendTogether(
  writing: ContactWriting,
  ready: readonly ReadyWrite[],
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  const parts = ready.map(({ part }) => part);
  const outcome = await sendAdfBatch(writing.client, parts, signal);
  switch (outcome.type) {
    case 'refused':
      return sendSingly(writing, ready, signal);
    case 'throttled':
      return ready.map(({ write: { intentId } }) => ({
        intentId,
        result: 'throttled',
        retryAfterMs: outcome.retryAfterMs,
      }));
    case 'unknown':
      return ready.map(({ write: { intentId } }) => ({ intentId, result: 'unknown' }));
    case 'done':
      return ready.map(({ write }) => outcomeOfPart(writing, write, outcome.payloads));
  }
}

function outcomeOfPart(
  { instance }: ContactWriting,
  { intentId, operation }: Write,
  payloads: ReadonlyMap<string, unknown>,
): WriteOutcome {
  if (!payloads.has(intentId)) return { intentId, result: 'unknown' };
  if (operation === 'delete') return { intentId, result: 'deleted' };
  const record = recordOf(payloads.get(intentId), instance);
  return record === null ? { intentId, result: 'unknown' } : { intentId, result: 'written', record };
}

const methods = { create: 'POST', update: 'PATCH', delete: 'DELETE' } as const satisfies Record<
  BatchPart['operation'],
  HttpMethod
>;

/** In parallel as far as the queue allows. */
function sendSingly(
  writing: ContactWriting,
  ready: readonly ReadyWrite[],
  signal: CancelSignal,
): Promise<readonly WriteOutcome[]> {
  return Promise.all(ready.map((one) => sendOne(writing, one, { signal })));
}

interface Sending {
  readonly signal: CancelSignal;
  readonly onStatus?: (status: number) => void;
}

async function sendOne(
  writing: ContactWriting,
  ready: ReadyWrite,
  { signal, onStatus }: Sending,
): Promise<WriteOutcome> {
  const { client, instance } = writing;
  const { operation, path, payload, ifMatch } = ready.part;
  try {
    const answer = await client.send({
      method: methods[operation],
      path: RESOURCES + path,
      ...(payload === null ? {} : { body: payload }),
      ifMatch,
      signal,
    });
    onStatus?.(answer.status);
    return judgeSingle(ready, answer, { instance, nowMs: client.clock.nowMs() });
  } catch (error) {
    const { intentId } = ready.write;
    if (isLostAnswer(error)) return { intentId, result: 'unknown' };
    // The queue is closed for longer than a run waits: not sent.
    if (isSyncError(error) && error.code === 'throttled')
      return { intentId, result: 'throttled', retryAfterMs: error.facts.retryAfterMs ?? null };
    throw error;
  }
}
