// Checks bearer tokens for the other sandbox servers, in process: signature, issuer, audience, end, revocation.
import { createLocalJWKSet, errors, jwtVerify } from 'jose';
import type { JWK, JWTPayload } from 'jose';
import { z } from 'zod';
import type { Accounts } from './accounts.ts';
import { clientIds } from './registrations.ts';
import type { TokenRules } from './token-rules.ts';
import type { TokenAnswer, TokenProblem, VerifyToken } from './verified-token.ts';

export interface TokenVerifierOptions {
  /** issuer address as it stands in the tokens */
  readonly issuer: string;
  readonly audience: string;
  readonly keys: readonly JWK[];
  readonly accounts: Accounts;
  readonly rules: TokenRules;
}

const claimsSchema = z.object({
  sub: z.string(),
  client_id: z.string(),
  gen: z.string(),
  oid: z.string().optional(),
  roles: z.array(z.string()).default([]),
  /** absent in an application's token */
  scp: z.string().optional(),
});

export function createTokenVerifier({
  issuer,
  audience,
  keys,
  accounts,
  rules,
}: TokenVerifierOptions): VerifyToken {
  const keySet = createLocalJWKSet({ keys: keys.map(publicPart) });
  return async (authorization) => {
    const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) return refuse(authorization === undefined ? 'missing' : 'malformed');
    try {
      const { payload } = await jwtVerify(token, keySet, { issuer, audience, algorithms: ['RS256'] });
      return judge(payload, accounts, rules);
    } catch (error) {
      return refuse(problemOf(error));
    }
  };
}

function judge(payload: JWTPayload, accounts: Accounts, rules: TokenRules): TokenAnswer {
  const { sub, client_id: clientId, gen, oid, roles, scp } = claimsSchema.parse(payload);
  const isApp = scp === undefined;
  const state = rules.judge(isApp ? clientIds.test : sub, gen);
  if (state !== 'current') return refuse(state);
  if (isApp) return { ok: true, token: { kind: 'app', oid: oid ?? clientId, roles, clientId } };
  const person = accounts.find(sub);
  if (person === undefined) return refuse('malformed');
  const scopes = scp.split(' ').filter((scope) => scope !== '');
  return {
    ok: true,
    token: { kind: 'user', userName: person.userName, oid: person.oid, roles, scopes, clientId },
  };
}

function problemOf(error: unknown): TokenProblem {
  if (error instanceof errors.JWTExpired) return 'expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'aud') return 'wrong-audience';
    if (error.claim === 'iss') return 'wrong-issuer';
  }
  return 'malformed';
}

function refuse(reason: TokenProblem): TokenAnswer {
  return { ok: false, reason };
}

function publicPart({ kty, n, e, kid, use, alg }: JWK): JWK {
  return Object.fromEntries(
    Object.entries({ kty, n, e, kid, use, alg }).filter(([, part]) => part !== undefined),
  );
}
