// What the pane of `npm start` is told: the sandbox as its tenant. With CROSS_ORIGIN=1 it must use the sandbox's own
// ports for the two services, as in reality; identity stays on the front, which the issuer addresses name.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { RelayOptions } from '../relay/options.ts';
import { apisOf, audiences, clientIds, refreshTokenDays } from '../sandbox/identity/registrations.ts';
import type { Origins } from './endpoints.ts';

type PaneConfiguration = NonNullable<RelayOptions['paneConfiguration']>;

export interface PaneConfigurationParts {
  readonly origins: Origins;
  readonly isCrossOrigin: boolean;
  /** of the pane that is served */
  readonly buildId: string;
}

export function paneConfigurationOf({
  origins,
  isCrossOrigin,
  buildId,
}: PaneConfigurationParts): PaneConfiguration {
  return {
    buildId,
    microsoft: {
      authority: `${origins.front}/identity/microsoft`,
      clientId: clientIds.pane,
      knownAuthorities: [new URL(origins.front).host],
      protocol: 'OIDC',
      graphBaseUrl: `${serviceOrigins(origins, isCrossOrigin).graph}/v1.0`,
      graphScopes: scopesOf(audiences.graph),
      relayScopes: scopesOf(audiences.relay),
    },
    sales: {
      baseUrl: serviceOrigins(origins, isCrossOrigin).sales,
      issuer: `${origins.front}/identity/sales`,
      clientId: clientIds.pane,
      scope: `openid offline_access ${audiences.sales}/consumer`,
      frameworkVersion: 9,
      signInDays: refreshTokenDays,
    },
    isSandbox: true,
  };
}

/** Base addresses of the two services: below the front, or on their own ports. */
export function serviceOrigins(
  { front, graph, sales }: Origins,
  isCrossOrigin: boolean,
): { readonly graph: string; readonly sales: string } {
  return isCrossOrigin ? { graph, sales } : { graph: `${front}/graph`, sales: `${front}/sales` };
}

/** Id of the build in `paneDirectory`; empty when there is none. */
export function readBuildId(paneDirectory: string): string {
  try {
    const html = readFileSync(path.join(paneDirectory, 'taskpane.html'), 'utf8');
    return /<meta name="?build-id"? content="?([\w-]+)/.exec(html)?.[1] ?? '';
  } catch {
    return '';
  }
}

/** All delegated scopes of a Microsoft API, in full. */
export function scopesOf(audience: string): string[] {
  const api = apisOf.microsoft.find((candidate) => candidate.audience === audience);
  return (api?.scopes ?? []).map((scope) => `${audience}/${scope}`);
}
