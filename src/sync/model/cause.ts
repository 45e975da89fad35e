// The closed list of cause codes shared by runners, relay and screens (monitor.md section 6).
// Words for people live in the pane's locales; here are only the codes.

export const causeCodes = [
  'microsoft-sign-in-expired',
  'microsoft-consent-withdrawn',
  'microsoft-mailbox-missing',
  'microsoft-access-policy',
  'microsoft-unreachable',
  'sales-sign-in-expired',
  'sales-role-missing',
  'sales-unreachable',
  'wrong-sales-account',
  'wrong-mailbox',
  'malformed',
  'interrupted',
  'throttled',
  'saved-search-unreadable',
  'saved-search-missing',
  'ambiguous-account',
  'duplicate-natural-key',
  'field-rejected',
  'required-field-missing',
  'too-long',
  'record-read-only',
  'delete-guard-held',
  'mail-held',
  'loop-quarantined',
  'two-engines',
  'foreign-stamp',
  'storage-full',
  'storage-lost',
  'clock-skew',
  'client-outdated',
  'relay-unreachable',
  'user-disabled',
  'user-deleted',
  'unknown',
] as const;
export type CauseCode = (typeof causeCodes)[number];

/** Why an item that was looked at is not synced (C8). Excluded is not failed. */
export const exclusionReasons = [
  'not-in-search',
  'no-category',
  'private',
  'over-limit',
  'past',
  'not-organizer',
  'unsupported-recurrence',
  'held-for-mail',
  'held-by-guard',
  'ambiguous-account',
  'duplicate-natural-key',
  'read-only',
  'released',
  'removed-by-you',
] as const;
export type ExclusionReason = (typeof exclusionReasons)[number];
