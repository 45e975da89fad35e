// Bearer token -> caller. Asymmetric signatures only: with HS256 an issuer's public key would do as a secret.

import { decodeJwt, errors, jwtVerify } from 'jose';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import type { TrustedIssuer } from '../options.ts';
import { ProblemError } from '../problem-error.ts';
import type { Caller } from './caller.ts';
import { keysOf } from './key-sets.ts';

const algorithms = ['RS256', 'PS256', 'ES256'];
const clockToleranceSeconds = 60;
const bearer = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

const claims = z.object({
  tid: z.uuid(),
  oid: z.uuid(),
  exp: z.number(),
  scp: z.string().optional(),
  roles: z.array(z.string()).optional(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  upn: z.string().optional(),
});

export type VerifyToken = (authorization: string | undefined) => Promise<Caller>;

/** Throws ProblemError `unauthenticated`, or `unavailable` when the issuer's keys cannot be read. */
export function createTokenVerifier(issuers: readonly TrustedIssuer[], clock: () => number): VerifyToken {
  const trusted = new Map(issuers.map((issuer) => [issuer.issuer, { issuer, keys: keysOf(issuer) }]));
  return async (authorization) => {
    const token = bearer.exec(authorization ?? '')?.[1];
    if (token === undefined) throw refused('a bearer token is needed');
    const found = trusted.get(issuerOf(token));
    if (found === undefined) throw refused('unknown issuer');
    try {
      const { payload } = await jwtVerify(token, found.keys, {
        issuer: found.issuer.issuer,
        audience: found.issuer.audience,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        currentDate: new Date(clock()),
        requiredClaims: ['exp', 'tid', 'oid'],
      });
      return toCaller(payload, found.issuer);
    } catch (error) {
      throw translate(error);
    }
  };
}

function issuerOf(token: string): string {
  try {
    return decodeJwt(token).iss ?? '';
  } catch {
    throw refused('not a token');
  }
}

function toCaller(payload: JWTPayload, trusted: TrustedIssuer): Caller {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) throw refused('claims are missing');
  const { tid, oid, exp, scp, roles, name, preferred_username, email, upn } = parsed.data;
  if (!trusted.tenants.includes(tid)) throw refused('this organisation does not use this relay');
  const address = email ?? preferred_username ?? upn ?? '';
  return {
    tenantId: tid.toLowerCase(),
    oid: oid.toLowerCase(),
    isRunner: (scp ?? '').split(' ').includes('access_as_user'),
    isAdministrator: roles?.includes('Monitor.Admin') ?? false,
    isWorker: roles?.includes('Sync.Worker') ?? false,
    displayName: clean(name ?? address, 200),
    email: clean(address, 320),
    expiresAtMs: exp * 1_000,
  };
}

/** Claims are the directory's text: cut to what the contract allows, without characters a database refuses. */
function clean(text: string, length: number): string {
  return text.replaceAll(/[\p{Cc}\p{Surrogate}]/gu, '').slice(0, length);
}

function translate(error: unknown): unknown {
  if (error instanceof ProblemError) return error;
  const isTokensFault = error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout);
  // ERR_JOSE_GENERIC: the key set's address answered something else than keys
  if (isTokensFault && error.code !== 'ERR_JOSE_GENERIC' && error.code !== 'ERR_JWKS_INVALID')
    return refused(error.code, error);
  return new ProblemError('unavailable', { detail: 'the identity provider cannot be reached', cause: error });
}

function refused(detail: string, cause?: unknown): ProblemError {
  return new ProblemError('unauthenticated', { detail, ...(cause === undefined ? {} : { cause }) });
}
