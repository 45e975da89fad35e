// What a cause code means for whom: who can fix it and which action does. Apart from the schemas, so that the first
// screen does not load zod.

import type { CauseCode } from '../sync/model/cause.ts';

export type Fixer = 'user' | 'administrator' | 'operator' | 'wait';
export type FixAction =
  | 'sign-in-microsoft'
  | 'sign-in-sales'
  | 'update-credentials'
  | 'choose-search'
  | 'choose-account'
  | 'edit-record'
  | 'review-held'
  | 'run-full-sync'
  | 'free-storage'
  | 'update-client'
  | 'check-service'
  | 'enable-user'
  | 'none';

export interface Remedy {
  readonly fixer: Fixer;
  readonly action: FixAction;
}

export const remedies: Readonly<Record<CauseCode, Remedy>> = {
  'microsoft-sign-in-expired': { fixer: 'user', action: 'sign-in-microsoft' },
  'microsoft-consent-withdrawn': { fixer: 'administrator', action: 'check-service' },
  'microsoft-mailbox-missing': { fixer: 'administrator', action: 'update-credentials' },
  'microsoft-access-policy': { fixer: 'administrator', action: 'check-service' },
  'microsoft-unreachable': { fixer: 'wait', action: 'none' },
  'sales-sign-in-expired': { fixer: 'user', action: 'sign-in-sales' },
  'sales-role-missing': { fixer: 'administrator', action: 'check-service' },
  'sales-unreachable': { fixer: 'wait', action: 'none' },
  'wrong-sales-account': { fixer: 'user', action: 'sign-in-sales' },
  'wrong-mailbox': { fixer: 'user', action: 'sign-in-microsoft' },
  malformed: { fixer: 'operator', action: 'check-service' },
  interrupted: { fixer: 'wait', action: 'none' },
  throttled: { fixer: 'wait', action: 'none' },
  'saved-search-unreadable': { fixer: 'user', action: 'choose-search' },
  'saved-search-missing': { fixer: 'user', action: 'choose-search' },
  'ambiguous-account': { fixer: 'user', action: 'choose-account' },
  'duplicate-natural-key': { fixer: 'user', action: 'edit-record' },
  'field-rejected': { fixer: 'user', action: 'edit-record' },
  'required-field-missing': { fixer: 'user', action: 'edit-record' },
  'too-long': { fixer: 'user', action: 'edit-record' },
  'record-read-only': { fixer: 'administrator', action: 'check-service' },
  'delete-guard-held': { fixer: 'user', action: 'review-held' },
  'plan-waiting': { fixer: 'user', action: 'review-held' },
  'mail-held': { fixer: 'user', action: 'review-held' },
  'loop-quarantined': { fixer: 'administrator', action: 'run-full-sync' },
  'two-engines': { fixer: 'wait', action: 'none' },
  'foreign-stamp': { fixer: 'administrator', action: 'check-service' },
  'storage-full': { fixer: 'user', action: 'free-storage' },
  'storage-lost': { fixer: 'wait', action: 'none' },
  'clock-skew': { fixer: 'user', action: 'none' },
  'client-outdated': { fixer: 'user', action: 'update-client' },
  'relay-unreachable': { fixer: 'operator', action: 'check-service' },
  'user-disabled': { fixer: 'administrator', action: 'enable-user' },
  'user-deleted': { fixer: 'user', action: 'sign-in-microsoft' },
  unknown: { fixer: 'operator', action: 'check-service' },
};
