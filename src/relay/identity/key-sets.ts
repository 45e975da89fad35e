// Public keys of an issuer, cached. An unknown key id reads them anew, at most every 30 seconds whatever tokens arrive.

import { createRemoteJWKSet, customFetch } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { TrustedIssuer } from '../options.ts';

const cooldownMs = 30_000;
const cacheMs = 10 * 60_000;
const timeoutMs = 5_000;

const discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** The key resolver of one issuer. Its failures that are no `JOSEError` mean that the issuer could not be reached. */
export function keysOf(trusted: TrustedIssuer): JWTVerifyGetKey {
  let resolver: Promise<JWTVerifyGetKey> | null = null;
  return async (header, token) => {
    resolver ??= openKeys(trusted).catch((error: unknown) => {
      resolver = null;
      throw error;
    });
    return (await resolver)(header, token);
  };
}

async function openKeys(trusted: TrustedIssuer): Promise<JWTVerifyGetKey> {
  const read = trusted.fetchKeys ?? readFromNetwork;
  const url = trusted.jwksUrl ?? (await discover(trusted.issuer, read));
  return createRemoteJWKSet(new URL(url), {
    cooldownDuration: cooldownMs,
    cacheMaxAge: cacheMs,
    timeoutDuration: timeoutMs,
    [customFetch]: (address) => read(address),
  });
}

async function discover(issuer: string, read: (url: string) => Promise<Response>): Promise<string> {
  const response = await read(`${issuer}/.well-known/openid-configuration`);
  const document = discovery.parse(await response.json());
  if (document.issuer !== issuer) throw new Error(`the discovery document of ${issuer} names another issuer`);
  return document.jwks_uri;
}

function readFromNetwork(url: string): Promise<Response> {
  return fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
}
