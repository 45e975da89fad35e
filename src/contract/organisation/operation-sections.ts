// The sections of the settings that concern signing in, the worker and who is told what; with their defaults.

import { z } from 'zod';

/** a webhook's address: whether its host may be called is the relay's to decide */
const webhookUrl = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine((url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '', {
    message: 'must not hold a user name or password',
  });
/** SHA-1 (40) or SHA-256 (64 digits), as certificates are named in Microsoft Entra */
const thumbprint = z.string().regex(/^(?:[0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/);

export const operationSections = {
  signIn: z.object({
    expiryNotice: z.enum(['none', 'once', 'daily', 'weekly']),
    fromAddress: z.email().max(320).nullable(),
    nudgeDays: z.int().min(1).max(90),
  }),
  applicationPermission: z.object({
    isOn: z.boolean(),
    tenants: z.array(z.uuid()).max(50),
    certificateThumbprint: thumbprint.nullable(),
  }),
  usageTracking: z.object({ isOn: z.boolean() }),
  notifications: z.object({
    /** null: nobody is told; runners never see it */
    webhookUrl: webhookUrl.nullable(),
    failingShare: z.object({ isOn: z.boolean(), percent: z.int().min(1).max(99) }),
    sharedCause: z.object({ isOn: z.boolean(), users: z.int().min(1).max(1_000_000) }),
    disabledByEngine: z.object({ isOn: z.boolean() }),
    credentialExpiring: z.object({ isOn: z.boolean(), days: z.int().min(1).max(365) }),
    silentRunner: z.object({
      isOn: z.boolean(),
      minutes: z.int().min(5).max(10_080),
      /** also where no pane is open any more, as every night */
      panes: z.boolean(),
    }),
  }),
} as const;

export const operationDefaults = {
  signIn: { expiryNotice: 'daily', fromAddress: null, nudgeDays: 14 },
  applicationPermission: { isOn: false, tenants: [], certificateThumbprint: null },
  usageTracking: { isOn: false },
  notifications: {
    webhookUrl: null,
    failingShare: { isOn: true, percent: 10 },
    sharedCause: { isOn: true, users: 10 },
    disabledByEngine: { isOn: true },
    credentialExpiring: { isOn: true, days: 30 },
    silentRunner: { isOn: false, minutes: 120, panes: false },
  },
} as const;
