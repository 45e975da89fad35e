// What nobody could confirm on a real pod, and what a test wants to provoke: one flat document, changed at run time.
// Numbers named `next…` count down: the next N matching answers are affected.
import { z } from 'zod';

const times = z.int().min(0).max(1_000_000);

export const switchesSchema = z.strictObject({
  /** user names to whom the Sales application grants nothing: each of their requests answers 403 */
  withoutRole: z.array(z.string().min(1).max(100)).max(1_000),
  /** no ETag, no changeIndicator, `If-Match` without effect */
  etagDisabled: z.boolean(),
  /** `If-Match` on PATCH and PUT, and the precondition of a batch part that updates */
  ifMatchOnUpdate: z.boolean(),
  /** `If-Match` on DELETE: nothing is documented */
  ifMatchOnDelete: z.boolean(),
  /** largest page; a larger `limit` is clamped */
  pageCap: z.int().min(1).max(500),
  /** whether collections show inactive parties when `q` does not name PartyStatus */
  inactiveParties: z.enum(['hidden', 'visible']),
  readOnlyAttributes: z.enum(['reject', 'ignore']),
  checkLookupCodes: z.boolean(),
  /** SourceSystem and SourceSystemReferenceValue exist on contacts */
  contactSourceSystem: z.boolean(),
  /** a client may choose PartyNumber on create */
  clientPartyNumber: z.boolean(),
  /** a change of a ContactPoint stamps the contact */
  childStampsParent: z.boolean(),
  unauthorizedBody: z.enum(['empty', 'html', 'json']),
  notFoundBody: z.enum(['empty', 'json']),
  /** headers of our own that a browser may send although the usual allow-list lacks them */
  corsAllowUpsertMode: z.boolean(),
  corsAllowPreference: z.boolean(),
  corsExposeEtag: z.boolean(),
  /** moves the server's clock */
  clockOffsetMs: z.int().min(-3_155_760_000_000).max(3_155_760_000_000),
  /** a written row is seen by readers this much later than its stamp says */
  commitDelayMs: times,
  /** Adaptive Search answers from an index that is at most this old */
  searchLagMs: times,
  /** a row of an answered window page is touched, leaves the window, and the next page skips one row */
  nextPageHoles: times,
  /** pages after the first behave as if a row had been inserted before them */
  duplicateAcrossPages: z.boolean(),
  /** pages hold half of what was asked, with hasMore true */
  nextShortPages: times,
  /** the JSON of a collection ends in the middle */
  nextTruncatedBodies: times,
  /** batches are carried out and answered with 204 */
  nextBatchNoContent: times,
});

export type Switches = z.output<typeof switchesSchema>;

export const defaultSwitches: Switches = {
  withoutRole: [],
  etagDisabled: false,
  ifMatchOnUpdate: true,
  ifMatchOnDelete: true,
  pageCap: 500,
  inactiveParties: 'hidden',
  readOnlyAttributes: 'reject',
  checkLookupCodes: true,
  contactSourceSystem: true,
  clientPartyNumber: true,
  childStampsParent: false,
  unauthorizedBody: 'empty',
  notFoundBody: 'empty',
  corsAllowUpsertMode: false,
  corsAllowPreference: false,
  corsExposeEtag: false,
  clockOffsetMs: 0,
  commitDelayMs: 0,
  searchLagMs: 0,
  nextPageHoles: 0,
  duplicateAcrossPages: false,
  nextShortPages: 0,
  nextTruncatedBodies: 0,
  nextBatchNoContent: 0,
};

type Countdown = 'nextPageHoles' | 'nextShortPages' | 'nextTruncatedBodies' | 'nextBatchNoContent';

/** True when the countdown was above zero; it is reduced by one. */
export function takeOne(switches: Switches, name: Countdown): boolean {
  if (switches[name] === 0) return false;
  switches[name] -= 1;
  return true;
}
