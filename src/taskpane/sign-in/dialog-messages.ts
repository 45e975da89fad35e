// What the sign-in window says to the pane inside Outlook. Both are our own pages on our own origin, but the message
// passes through the host, so its form is checked before anything in it is believed.

import { z } from 'zod';

export const dialogMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('microsoft'),
    account: z.object({ tenantId: z.string(), oid: z.string(), name: z.string(), email: z.string() }),
    tokens: z.array(z.object({ scopes: z.array(z.string()), token: z.string(), expiresAtMs: z.number() })),
  }),
  z.object({ type: z.literal('sales'), refreshToken: z.string() }),
  z.object({ type: z.literal('failed'), code: z.string() }),
]);
export type DialogMessage = z.infer<typeof dialogMessage>;
