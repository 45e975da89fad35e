// The sections of the organisation's settings (sync-rules.md section 8), each with its defaults beside it. A value added
// here gets its default when an older stored document is read; a name never changes its meaning.

import { z } from 'zod';
import { contactUnits } from '../../sync/model/record.ts';
import { conflictPolicies } from '../../sync/model/settings.ts';

export const conflictPolicy = z.enum(conflictPolicies);
export const savedSearchNumber = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

const kindScope = z.object({
  isOn: z.boolean(),
  /** null: the search that the Sales application marks as default */
  defaultSavedSearch: savedSearchNumber.nullable(),
  recordLimit: z.int().min(1).max(50_000),
});
const kindScopeDefaults = { isOn: true, defaultSavedSearch: null, recordLimit: 5000 };

const deleteLimits = z.object({
  deleteCount: z.int().min(0).max(10_000),
  deleteSharePercent: z.int().min(0).max(100),
});
const deleteDefaults = { deleteCount: 10, deleteSharePercent: 10 };

const name = (longest: number) => z.string().trim().min(1).max(longest);

export const syncSections = {
  conflict: z.object({
    defaultPolicy: conflictPolicy,
    usersMayOverride: z.boolean(),
    mergeUnit: z.enum(['field', 'record']),
    /** units of contacts; the other kinds as a whole */
    blankNeverOverwrites: z.array(z.enum(contactUnits)).max(contactUnits.length),
    blankNeverOverwritesKinds: z.array(z.enum(['appointment', 'task'])).max(2),
  }),
  scope: z.object({
    contacts: kindScope,
    appointments: kindScope,
    tasks: kindScope,
    usersMayChooseSearch: z.boolean(),
    totalLimit: z.int().min(1).max(50_000),
    categoryName: name(255),
    windowPastDays: z.int().min(0).max(365),
    windowFutureDays: z.int().min(1).max(730),
    lookBackDays: z.int().min(0).max(365),
  }),
  appointments: z.object({
    /** off: Outlook to Sales only, and the policy is fixed to outlook-wins */
    isTwoWay: z.boolean(),
    autoCapture: z.boolean(),
    autoCaptureWithoutAttendees: z.boolean(),
    autoCapturePrivate: z.boolean(),
    privateItems: z.enum(['none', 'busy-only', 'full']),
    mailsToAttendees: z.enum(['hold', 'send']),
    allowCreateInSales: z.boolean(),
    allowDeleteInSales: z.boolean(),
    /** taken inside the window, or refused */
    seriesWithoutEnd: z.enum(['window', 'refuse']),
  }),
  contacts: z.object({
    allowCreateInSales: z.boolean(),
    allowDeleteInSales: z.boolean(),
    allowWithoutAccount: z.boolean(),
    sharePersonalFields: z.boolean(),
    /** for records from Sales; null: Contacts */
    folder: name(255).nullable(),
  }),
  tasks: z.object({
    allowCreateInSales: z.boolean(),
    allowDeleteInSales: z.boolean(),
    /** null: the default list */
    todoList: name(255).nullable(),
  }),
  mail: z.object({ isOn: z.boolean(), shareReplies: z.boolean() }),
  attachments: z.object({
    towardsSales: z.boolean(),
    sizeLimitMb: z.int().min(1).max(30),
    taskTotalMb: z.int().min(1).max(25),
  }),
  runs: z.object({
    paneIntervalMinutes: z.int().min(1).max(1440),
    workerIntervalMinutes: z.int().min(1).max(1440),
    instantSync: z.boolean(),
    freshnessTargetMinutes: z.int().min(1).max(10_080),
  }),
  safety: z.object({
    ...deleteLimits.shape,
    appointments: deleteLimits,
    tasks: deleteLimits,
    firstSyncNeedsPlan: z.boolean(),
  }),
} as const;

export const syncDefaults = {
  conflict: {
    defaultPolicy: 'sales-wins',
    usersMayOverride: true,
    mergeUnit: 'field',
    blankNeverOverwrites: [],
    blankNeverOverwritesKinds: [],
  },
  scope: {
    contacts: kindScopeDefaults,
    appointments: kindScopeDefaults,
    tasks: kindScopeDefaults,
    usersMayChooseSearch: true,
    totalLimit: 5000,
    categoryName: 'Shared with Sales',
    windowPastDays: 30,
    windowFutureDays: 180,
    lookBackDays: 0,
  },
  appointments: {
    isTwoWay: true,
    autoCapture: false,
    autoCaptureWithoutAttendees: false,
    autoCapturePrivate: false,
    privateItems: 'none',
    mailsToAttendees: 'hold',
    allowCreateInSales: true,
    allowDeleteInSales: false,
    seriesWithoutEnd: 'window',
  },
  contacts: {
    allowCreateInSales: true,
    allowDeleteInSales: false,
    allowWithoutAccount: false,
    sharePersonalFields: false,
    folder: null,
  },
  tasks: { allowCreateInSales: true, allowDeleteInSales: false, todoList: null },
  mail: { isOn: false, shareReplies: false },
  attachments: { towardsSales: false, sizeLimitMb: 5, taskTotalMb: 25 },
  runs: {
    paneIntervalMinutes: 15,
    workerIntervalMinutes: 30,
    instantSync: true,
    freshnessTargetMinutes: 60,
  },
  safety: {
    ...deleteDefaults,
    appointments: deleteDefaults,
    tasks: deleteDefaults,
    firstSyncNeedsPlan: true,
  },
} as const;
