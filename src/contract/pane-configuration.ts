// What the page needs to know before any sign-in: `GET /config.json`, public, no secrets.

import { z } from 'zod';

export const paneConfiguration = z.object({
  buildId: z.string(),
  microsoft: z.object({
    /** authority URL, https */
    authority: z.url(),
    clientId: z.string(),
    /** host names MSAL must trust without asking Microsoft's directory; empty in a real tenant */
    knownAuthorities: z.array(z.string()),
    /** `OIDC` for an authority that is not Entra (sandbox), `AAD` for a real tenant */
    protocol: z.enum(['AAD', 'OIDC']),
    /** e.g. `https://graph.microsoft.com/v1.0` */
    graphBaseUrl: z.url(),
    graphScopes: z.array(z.string()).min(1),
    relayScopes: z.array(z.string()).min(1),
  }),
  sales: z.object({
    /** scheme and host (and prefix) of the Sales application; `/crmRestApi/…` is appended */
    baseUrl: z.url(),
    issuer: z.url(),
    clientId: z.string(),
    scope: z.string(),
    frameworkVersion: z.literal([4, 5, 6, 7, 8, 9]),
    /** days until a refresh token of the identity domain ends; null: unknown, or each renewal begins them anew */
    signInDays: z.number().positive().nullable().default(null),
  }),
  /** shows the link to the sandbox page and says that this is sample data */
  isSandbox: z.boolean(),
});
export type PaneConfiguration = z.infer<typeof paneConfiguration>;
