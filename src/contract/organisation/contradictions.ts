// Values that are each allowed and cannot both hold, and what is refused only when it is written: a stored document keeps
// it, because an older version let it in. One table: the relay refuses with the sentence, the form shows its
// own words for the same code at the same place.

import type { OrganisationSettings } from './document.ts';

export const contradictions = {
  'kind-limit-above-total': 'must not be above the total limit',
  'look-back-outside-window': 'must not be longer than the sync window reaches back',
  'capture-is-off': 'exists only while auto-capture is on',
  'private-capture-hidden': 'captures nothing while private items never leave the mailbox',
  'mail-is-off': 'replies are shared only while sharing mail is on',
  'file-above-task-total': 'must not be above the total of a task',
  'worker-needs-tenant': 'must name a tenant while application permission is on',
  'worker-needs-certificate': 'must name a certificate while application permission is on',
  'target-below-interval': 'must not be shorter than the pause between two runs',
  'saved-search-no-number': 'must be the number of a saved search, digits only',
  'category-is-several': 'must hold neither comma nor semicolon, which part categories in Outlook',
  // these two are found by the relay alone: what its operator allows is not part of the document
  'webhook-not-https': 'must begin with https://',
  'webhook-not-public': 'must be an address that the public internet reaches',
} as const;
export type Contradiction = keyof typeof contradictions;

/** A search without a number goes by its UUID. */
const searchNumber = /^(?:\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

interface Rule {
  readonly path: string;
  readonly code: Contradiction;
  broken(settings: OrganisationSettings): boolean;
}

const rules: readonly Rule[] = [
  ...(['contacts', 'appointments', 'tasks'] as const).map((kind) => ({
    path: `scope.${kind}.recordLimit`,
    code: 'kind-limit-above-total' as const,
    broken: ({ scope }: OrganisationSettings) => scope[kind].recordLimit > scope.totalLimit,
  })),
  ...(['contacts', 'appointments', 'tasks'] as const).map((kind) => ({
    path: `scope.${kind}.defaultSavedSearch`,
    code: 'saved-search-no-number' as const,
    broken: ({ scope }: OrganisationSettings) => {
      const { defaultSavedSearch } = scope[kind];
      return defaultSavedSearch !== null && !searchNumber.test(defaultSavedSearch);
    },
  })),
  {
    path: 'scope.categoryName',
    code: 'category-is-several',
    broken: ({ scope }) => /[,;]/.test(scope.categoryName),
  },
  {
    path: 'scope.lookBackDays',
    code: 'look-back-outside-window',
    broken: ({ scope }) => scope.lookBackDays > scope.windowPastDays,
  },
  {
    path: 'appointments.autoCaptureWithoutAttendees',
    code: 'capture-is-off',
    broken: ({ appointments }) => appointments.autoCaptureWithoutAttendees && !appointments.autoCapture,
  },
  {
    path: 'appointments.autoCapturePrivate',
    code: 'capture-is-off',
    broken: ({ appointments }) => appointments.autoCapturePrivate && !appointments.autoCapture,
  },
  {
    path: 'appointments.autoCapturePrivate',
    code: 'private-capture-hidden',
    broken: ({ appointments }) =>
      appointments.autoCapture && appointments.autoCapturePrivate && appointments.privateItems === 'none',
  },
  {
    path: 'mail.shareReplies',
    code: 'mail-is-off',
    broken: ({ mail }) => mail.shareReplies && !mail.isOn,
  },
  {
    path: 'attachments.sizeLimitMb',
    code: 'file-above-task-total',
    broken: ({ attachments }) => attachments.sizeLimitMb > attachments.taskTotalMb,
  },
  {
    path: 'runs.freshnessTargetMinutes',
    code: 'target-below-interval',
    broken: ({ runs }) =>
      runs.freshnessTargetMinutes < Math.min(runs.paneIntervalMinutes, runs.workerIntervalMinutes),
  },
  {
    path: 'applicationPermission.tenants',
    code: 'worker-needs-tenant',
    broken: ({ applicationPermission: { isOn, tenants } }) => isOn && tenants.length === 0,
  },
  {
    path: 'applicationPermission.certificateThumbprint',
    code: 'worker-needs-certificate',
    broken: ({ applicationPermission: { isOn, certificateThumbprint } }) =>
      isOn && certificateThumbprint === null,
  },
];

export interface Contradicted {
  /** dotted, e.g. `scope.lookBackDays` */
  readonly path: string;
  readonly code: Contradiction;
}

export function contradictionsOf(settings: OrganisationSettings): readonly Contradicted[] {
  return rules.filter((rule) => rule.broken(settings)).map(({ path, code }) => ({ path, code }));
}
