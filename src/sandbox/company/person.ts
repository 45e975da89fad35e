// One person of the sample company, as every sandbox server knows them.
// `situation` is a real state of the sandbox (a revoked session, a throttled mailbox …), never a row of the Monitor.

export type Situation =
  | 'ordinary'
  /** the Microsoft session is revoked soon after the first background run */
  | 'microsoft-sign-in-expired'
  /** the same on the Sales side */
  | 'sales-sign-in-expired'
  /** loses the role in Sales after the first background runs, as others of the same office do */
  | 'sales-role-missing'
  /** has a shared Outlook contact whose company matches several accounts */
  | 'ambiguous-account'
  /** has a shared Outlook contact that Sales refuses (a value that breaks a rule of the Sales application) */
  | 'rejected-field'
  /** Graph answers this mailbox with 429 most of the time */
  | 'throttled-mailbox'
  /** an administrator disabled this person's synchronization */
  | 'disabled'
  /** never signed in to the product: the Monitor shows Never Synced */
  | 'never-synced';

export interface Person {
  /** user name on both sides, e.g. `ana.ruiz`; the sign-in pages list it */
  readonly userName: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string;
  /** object id at Microsoft (GUID) */
  readonly oid: string;
  /** 15 to 18 decimal digits, may exceed 2^53: always a string */
  readonly salesPartyId: string;
  /** app roles of the relay's API: `Monitor.Admin` or none */
  readonly roles: readonly string[];
  /** BCP 47 tag of the mailbox, e.g. `es-ES` */
  readonly locale: string;
  readonly office: string;
  /** IANA zone of the mailbox */
  readonly timeZone: string;
  readonly situation: Situation;
}
