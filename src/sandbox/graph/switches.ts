// Everything the contract marks as unproven or as a fault that the real service shows now and then: one switch each.
// Defaults are the documented behaviour; where nothing is documented, the one that is harder for a client.
import { z } from 'zod';

const count = z.int().min(0).max(10_000_000);

const switchesSchema = z.strictObject({
  /** off: any token may do anything, and a request without a token counts as an application */
  scopeCheck: z.boolean(),
  /** whose address stands in nextLink, deltaLink and Location */
  linkOrigin: z.enum(['graph.microsoft.com', 'own']),
  /** If-Match on DELETE is always honoured */
  ifMatchOnContactPatch: z.boolean(),
  ifMatchOnFolderPatch: z.boolean(),
  unknownProperty: z.enum(['reject', 'ignore']),
  /** `noon`: the time of a birthday comes back as 11:59:00Z, as Outlook writes it */
  birthdayTime: z.enum(['noon', 'kept']),
  /** what a PATCH does with the parts of an address that it does not name */
  addressPatch: z.enum(['merge', 'replace']),
  /** null: no limit */
  homePhonesLimit: count.nullable(),
  /** mirrors the list into primary-, secondary- and tertiaryEmailAddress (read only) */
  numberedEmailAddresses: z.boolean(),
  deletedByImmutableId: z.enum(['not-found', 'in-deleted-items']),
  secondDelete: z.union([z.literal(404), z.literal(403)]),
  folderListOmitsDefault: z.boolean(),
  /** Exchange touches an item once more right after a write: a new etag that no client caused */
  spontaneousBump: z.boolean(),
  /** lets browsers of other origins read Retry-After */
  exposeRetryAfter: z.boolean(),

  /** least time a request to a mailbox takes, milliseconds; 0 is one turn of the event loop, too short to overlap others surely */
  latencyMs: z.int().min(0).max(60_000),
  maxInFlight: z.int().min(1).max(1_000),
  requestsPerWindow: z.int().min(1).max(10_000_000),
  windowMs: z.int().min(1).max(86_400_000),
  retryAfterSeconds: z.int().min(0).max(86_400),
  /** a mailbox in the situation `throttled-mailbox` serves one request out of this many */
  throttledMailboxServesOneOf: z.int().min(1).max(1_000_000),

  defaultPageSize: z.int().min(1).max(1_000),
  deltaPageSize: z.int().min(1).max(1_000),
  /** sync states a mailbox remembers; the oldest go first */
  deltaTokenCacheSize: z.int().min(1).max(1_000_000),
  /** changes already seen that every later round shows again */
  deltaReplay: count,
  /** every row twice in a round */
  deltaDuplicates: z.boolean(),
  /** each round begins with an empty page that has a nextLink */
  deltaEmptyPage: z.boolean(),
  deltaVisibilityDelayMs: count,
  /** what `@removed` says of an item that was moved away; `nothing` leaves the row out */
  deltaMovedReason: z.enum(['deleted', 'changed', 'nothing']),
  /** an item moved A, B, A stays reported as removed from A, for ever */
  deltaLosesMovedBack: z.boolean(),
  /** a change made while a round runs is in neither this round nor the next */
  deltaLosesMidRound: z.boolean(),
  /** deleting the last contact of a folder gives no row */
  deltaLosesLastDelete: z.boolean(),
  /** the last page repeats known rows behind ever new nextLinks */
  deltaEndless: z.boolean(),
  /** this many of the next nextLinks answer 410 */
  deltaDeadNextLinks: count,
  /** a forgotten token answers 200 without rows instead of 410 */
  deltaStaleSuccess: z.boolean(),
});

export type Switches = z.output<typeof switchesSchema>;

export const switchPatchSchema = switchesSchema.partial();

export function defaultSwitches(): Switches {
  return {
    scopeCheck: true,
    linkOrigin: 'graph.microsoft.com',
    ifMatchOnContactPatch: true,
    ifMatchOnFolderPatch: true,
    unknownProperty: 'reject',
    birthdayTime: 'noon',
    addressPatch: 'merge',
    homePhonesLimit: 2,
    numberedEmailAddresses: false,
    deletedByImmutableId: 'not-found',
    secondDelete: 404,
    folderListOmitsDefault: false,
    spontaneousBump: false,
    exposeRetryAfter: false,
    latencyMs: 1,
    maxInFlight: 4,
    requestsPerWindow: 10_000,
    windowMs: 600_000,
    retryAfterSeconds: 2,
    throttledMailboxServesOneOf: 8,
    defaultPageSize: 10,
    deltaPageSize: 10,
    deltaTokenCacheSize: 1_000,
    deltaReplay: 0,
    deltaDuplicates: false,
    deltaEmptyPage: false,
    deltaVisibilityDelayMs: 0,
    deltaMovedReason: 'deleted',
    deltaLosesMovedBack: false,
    deltaLosesMidRound: false,
    deltaLosesLastDelete: false,
    deltaEndless: false,
    deltaDeadNextLinks: 0,
    deltaStaleSuccess: false,
  };
}
