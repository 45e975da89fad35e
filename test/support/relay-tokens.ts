// A test identity provider: keys, tokens and the key set that the relay reads.

import { SignJWT, exportJWK, generateKeyPair } from 'jose';
import type { JWTPayload } from 'jose';
import type { TrustedIssuer } from '../../src/relay/options.ts';

export const tenantId = '7b1c7f6e-1f0a-4c53-9d55-5a1e5c0ffee0';
export const otherTenantId = '0f0e0d0c-0b0a-4908-8706-050403020100';
export const issuer = 'https://identity.example/tenant';
export const audience = 'api://sales-sync-relay';

type Claims = JWTPayload & { readonly tid?: string; readonly oid?: string };

export interface TestIssuer {
  readonly trusted: TrustedIssuer;
  readonly publicKeyText: string;
  /** how often the key set was read */
  reads(): number;
  sign(claims: Claims, header?: Readonly<Record<string, string>>): Promise<string>;
}

export async function createTestIssuer(nowMs: () => number = Date.now): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-key', alg: 'RS256', use: 'sig' };
  let reads = 0;
  return {
    trusted: {
      issuer,
      audience,
      tenants: [tenantId, otherTenantId],
      jwksUrl: 'https://identity.example/keys',
      fetchKeys: () => {
        reads += 1;
        return Promise.resolve(Response.json({ keys: [jwk] }));
      },
    },
    publicKeyText: JSON.stringify(jwk),
    reads: () => reads,
    sign(claims, header = {}) {
      const seconds = Math.floor(nowMs() / 1000);
      return new SignJWT({ iss: issuer, aud: audience, iat: seconds, exp: seconds + 3600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'test-key', typ: 'JWT', ...header })
        .sign(privateKey);
    },
  };
}

export interface TestPerson {
  readonly oid: string;
  readonly name: string;
  readonly email: string;
}

/** The n-th person: a stable object id and address. */
export function person(n: number, name = `Person ${n}`): TestPerson {
  const digits = n.toString(16).padStart(12, '0');
  return { oid: `00000000-0000-4000-8000-${digits}`, name, email: `person${n}@contoso.example` };
}

export function runnerClaims({ oid, name, email }: TestPerson, tid = tenantId): Claims {
  return { tid, oid, name, email, scp: 'access_as_user' };
}

export function administratorClaims(tid = tenantId): Claims {
  return {
    tid,
    oid: 'aaaaaaaa-0000-4000-8000-000000000001',
    name: 'Ada Admin',
    email: 'ada@contoso.example',
    scp: 'access_as_user',
    roles: ['Monitor.Admin'],
  };
}
