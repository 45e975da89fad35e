// What a relay is made of. Everything that differs between a laptop, a test and production comes in here.

import type { FastifyBaseLogger } from 'fastify';
import type { PaneConfiguration } from '../contract/pane-configuration.ts';
import type { SqlDatabase } from '../database/sql-database.ts';
import type { MailOptions } from './mail/post-mail.ts';
import type { ResolveHost } from './notifications/webhook-address.ts';

/** An identity provider whose tokens count. */
export interface TrustedIssuer {
  /** exactly as the `iss` claim says */
  readonly issuer: string;
  /** the relay's own audience, e.g. `api://sales-sync-relay` */
  readonly audience: string;
  /** ids of the tenants that may use this relay; tokens of others are refused */
  readonly tenants: readonly string[];
  /** without it the issuer's discovery document names it */
  readonly jwksUrl?: string;
  /** reads discovery document and keys; default: the global fetch */
  readonly fetchKeys?: (url: string) => Promise<Response>;
}

export interface RelayLimits {
  readonly requestsPerUserAndMinute: number;
  readonly requestsPerTenantAndMinute: number;
  readonly eventStreamsPerTenant: number;
  /** counts of the cards may be this old */
  readonly cardsMaxAgeMs: number;
  /** the number of users on a card, which a page of its table tells, may be this old */
  readonly cardsKnownMaxAgeMs: number;
  /** counts may be this old while no user has changed since: time moves some of them */
  readonly cardsUnchangedMaxAgeMs: number;
}

export const defaultLimits: RelayLimits = {
  requestsPerUserAndMinute: 600,
  requestsPerTenantAndMinute: 120_000,
  eventStreamsPerTenant: 2_000,
  cardsMaxAgeMs: 1_000,
  cardsKnownMaxAgeMs: 15_000,
  cardsUnchangedMaxAgeMs: 30_000,
};

export interface WebhookOptions {
  /** http and addresses that are not public too; for one's own machine and tests */
  readonly allowsPrivate: boolean;
  /** 32 bytes under which secrets rest encrypted; null: they rest as they are */
  readonly secretKey: Buffer | null;
  /** default: the system's resolver */
  readonly resolve?: ResolveHost;
}

export interface RelayOptions {
  /** closed by whoever opened it, after `close()` of the relay */
  readonly database: SqlDatabase;
  readonly issuers: readonly TrustedIssuer[];
  /** built pane (`dist`); null: the API only */
  readonly paneDirectory: string | null;
  /** served as `/config.json`; null together with `paneDirectory` */
  readonly paneConfiguration: PaneConfiguration | null;
  /** epoch milliseconds; default: the system's clock. Leases use the database's. */
  readonly clock?: () => number;
  /** default: JSON lines on standard output; null: silent */
  readonly logger?: FastifyBaseLogger | null;
  readonly limits?: Partial<RelayLimits>;
  /** default: public addresses only, secrets rest as they are */
  readonly webhooks?: WebhookOptions;
  /** default: nobody gets mail */
  readonly mail?: MailOptions | null;
}
