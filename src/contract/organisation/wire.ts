// What the relay answers about the settings beside the document itself: whom a change touches, and earlier versions.

import { z } from 'zod';
import { organisationSettings } from './document.ts';
import { defaultOrganisationSettings } from '../settings.ts';
import { count, instant } from '../wire.ts';
import type { SettingPath } from './paths.ts';
import { settingPaths } from './paths.ts';

const settingPath = z.enum(settingPaths as readonly [SettingPath, ...SettingPath[]]);
const settingValue = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const settingChange = z.object({ path: settingPath, from: settingValue, to: settingValue });

/** `PUT /settings?dryRun=true`: nothing is saved. */
export const settingsPreview = z.object({
  changes: z.array(settingChange),
  /** users whose synchronization the changes touch: one's own choice, where it is allowed, is not touched */
  touchedUsers: count,
  totalUsers: count,
});
export type SettingsPreview = z.infer<typeof settingsPreview>;

export const settingsVersion = z.object({
  /** 0: the defaults, which nobody saved */
  version: z.int(),
  settings: organisationSettings,
  /** against the version before it */
  changes: z.array(settingChange),
  changedAt: instant.nullable(),
  changedBy: z.string().nullable(),
  /** an earlier version that was saved again */
  restored: z.int().nullable(),
});
export type SettingsVersion = z.infer<typeof settingsVersion>;
/** What every organisation begins with: it stands in no table. */
export const initialVersion: SettingsVersion = {
  version: 0,
  settings: defaultOrganisationSettings,
  changes: [],
  changedAt: null,
  changedBy: null,
  restored: null,
};

export const settingsHistory = z.object({
  items: z.array(settingsVersion),
  /** for `?before=` of the next page */
  next: z.int().nullable(),
});
export type SettingsHistory = z.infer<typeof settingsHistory>;

export const settingsHistoryQuery = z.object({
  before: z.coerce.number().int().min(1).max(1_000_000_000).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
