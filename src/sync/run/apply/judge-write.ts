// What became of a write whose answer does not say it: read back by id and compared with what was to be written (3.3).

import type { ReadAnswer } from '../../model/change.ts';
import type { RemoteRecord } from '../../model/record.ts';
import type { Intent, WriteOutcome } from '../../model/write.ts';
import { digestOf, valueOf } from '../../plan/merge/unit-forms.ts';
import { markerOf } from '../../plan/natural-keys.ts';
import type { PlanContext } from '../../plan/plan-context.ts';

/** The intent itself where it was certainly not carried out; `unread` where nothing is known. */
export function judgeMoved(
  context: PlanContext,
  intent: Intent,
  answer: ReadAnswer | undefined,
): WriteOutcome | Intent | 'unread' {
  const { intentId } = intent;
  if (answer === undefined || answer.result === 'unreadable') return 'unread';
  if (answer.result === 'missing') return { intentId, result: 'gone' };
  const { record } = answer;
  if (intent.operation === 'delete') {
    if (record.isDeleted) return { intentId, result: 'deleted' };
    return isUntouched(intent, record) ? intent : { intentId, result: 'precondition-failed' };
  }
  if (record.isDeleted) return { intentId, result: 'gone' };
  if (isApplied(context, intent, record)) return { intentId, result: 'written', record };
  return isUntouched(intent, record) ? intent : { intentId, result: 'precondition-failed' };
}

function isUntouched(intent: Intent, record: RemoteRecord): boolean {
  return intent.expectedEtag !== null && intent.expectedEtag === record.etag;
}

/** All that was to be written is there. */
export function isApplied(context: PlanContext, intent: Intent, record: RemoteRecord): boolean {
  if (intent.unshare && record.isShared) return false;
  if (intent.marker !== null && record.marker !== 'unread' && markerOf(record) !== intent.marker.key)
    return false;
  if (Object.keys(intent.units).length === 0) return !isUntouched(intent, record);
  return Object.entries(intent.units).every(
    ([unit, value]) =>
      digestOf(context, unit, value) === digestOf(context, unit, valueOf(record.units, unit)),
  );
}
