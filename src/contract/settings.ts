// The organisation's settings document and a user's own choices, validated as one document on both ends.
// Answers drop what they do not know (an older page reads a newer relay); a body that is written may hold nothing else.

import { z } from 'zod';
import { contradictions, contradictionsOf } from './organisation/contradictions.ts';
import { organisationSettings } from './organisation/document.ts';
import { conflictPolicy, savedSearchNumber } from './organisation/sections.ts';
import { strict } from './organisation/strict.ts';
import { instant, recordKind } from './wire.ts';

export { conflictPolicy, savedSearchNumber };
export { defaultOrganisationSettings, organisationSettings } from './organisation/document.ts';
export type { OrganisationSettings } from './organisation/document.ts';

/** As it is written: whole, nothing unknown, nothing contradictory. */
export const settingsDocument = strict(organisationSettings).superRefine((settings, context) => {
  for (const { path, code } of contradictionsOf(settings))
    context.addIssue({ code: 'custom', path: path.split('.'), message: contradictions[code] });
});

/** What a user chose per kind. A private search is named by number only, never by its name. */
export const userKindSettings = z.strictObject({
  kind: recordKind,
  isOn: z.boolean(),
  savedSearch: savedSearchNumber.nullable(),
  /** name of a public search; null for a private one */
  savedSearchName: z.string().max(200).nullable(),
  policy: conflictPolicy,
  setBy: z.enum(['organisation', 'administrator', 'user']),
});
export const userSettings = z.strictObject({ kinds: z.array(userKindSettings).max(4) });
export type UserKindSettings = z.infer<typeof userKindSettings>;
export type UserSettings = z.infer<typeof userSettings>;

export const settingsAnswer = z.object({
  settings: organisationSettings,
  version: z.int(),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
});
export type SettingsAnswer = z.infer<typeof settingsAnswer>;
