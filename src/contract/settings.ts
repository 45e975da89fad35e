// The organisation's settings document and a user's own choices, validated as one document on both ends.
// Sections that concern kinds or features which are not built yet join with those features.

import { z } from 'zod';
import { conflictPolicies } from '../sync/model/settings.ts';
import { contactUnits } from '../sync/model/record.ts';
import { instant, recordKind } from './wire.ts';

export const conflictPolicy = z.enum(conflictPolicies);
export const savedSearchNumber = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

export const organisationSettings = z.strictObject({
  conflict: z.strictObject({
    defaultPolicy: conflictPolicy,
    usersMayOverride: z.boolean(),
    mergeUnit: z.enum(['field', 'record']),
    blankNeverOverwrites: z.array(z.enum(contactUnits)).max(contactUnits.length),
  }),
  scope: z.strictObject({
    contacts: z.strictObject({
      isOn: z.boolean(),
      /** null: the search that the Sales application marks as default */
      defaultSavedSearch: savedSearchNumber.nullable(),
      recordLimit: z.int().min(1).max(50_000),
    }),
    usersMayChooseSearch: z.boolean(),
    totalLimit: z.int().min(1).max(50_000),
    categoryName: z.string().trim().min(1).max(255),
  }),
  contacts: z.strictObject({
    allowCreateInSales: z.boolean(),
    allowDeleteInSales: z.boolean(),
    allowWithoutAccount: z.boolean(),
    sharePersonalFields: z.boolean(),
  }),
  runs: z.strictObject({
    paneIntervalMinutes: z.int().min(1).max(1440),
    workerIntervalMinutes: z.int().min(1).max(1440),
    freshnessTargetMinutes: z.int().min(1).max(10_080),
  }),
  safety: z.strictObject({
    deleteCount: z.int().min(0).max(10_000),
    deleteSharePercent: z.int().min(0).max(100),
    firstSyncNeedsPlan: z.boolean(),
  }),
});
export type OrganisationSettings = z.infer<typeof organisationSettings>;

export const defaultOrganisationSettings: OrganisationSettings = {
  conflict: {
    defaultPolicy: 'sales-wins',
    usersMayOverride: true,
    mergeUnit: 'field',
    blankNeverOverwrites: [],
  },
  scope: {
    contacts: { isOn: true, defaultSavedSearch: null, recordLimit: 5000 },
    usersMayChooseSearch: true,
    totalLimit: 5000,
    categoryName: 'Shared with Sales',
  },
  contacts: {
    allowCreateInSales: true,
    allowDeleteInSales: false,
    allowWithoutAccount: false,
    sharePersonalFields: false,
  },
  runs: { paneIntervalMinutes: 15, workerIntervalMinutes: 30, freshnessTargetMinutes: 60 },
  safety: { deleteCount: 10, deleteSharePercent: 10, firstSyncNeedsPlan: true },
};

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
