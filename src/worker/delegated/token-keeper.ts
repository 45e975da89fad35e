// A person's two sign-ins in the background: refresh tokens in a file of mode 0600, access tokens in memory.
// Once a provider refuses a refresh token the sign-in is over for good; only a person could begin it again.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as oauth from 'oauth4webapi';
import { z } from 'zod';
import { authorizations, type Authorization, type Authorizations } from '../../contract/authorization.ts';
import { toInstant } from '../../contract/wire.ts';
import { SyncError } from '../../sync/model/error.ts';
import type { Side } from '../../sync/model/side.ts';
import { discover, publicClient, sendingBy, walkSignIn, type IssuerClient } from './walk-sign-in.ts';

const keptSide = z.object({ refreshToken: z.string().nullable(), subjectName: z.string().nullable() });
const keptPerson = z.object({ microsoft: keptSide, sales: keptSide, authorizations });
type KeptPerson = z.infer<typeof keptPerson>;

export interface TokenKeeper {
  /** access token for these scopes; throws SyncError `sign-in-needed` or `unreachable` */
  token(side: Side, scope: string, options?: { readonly forceRefresh?: boolean }): Promise<string>;
  authorizations(): Authorizations;
  /** user name at Sales as the id token said */
  salesUserName(): string | null;
  /** a service refused tokens of this side although they were fresh */
  markExpired(side: Side): Promise<void>;
}

export interface KeeperOptions {
  readonly file: string;
  readonly userName: string;
  readonly clients: Readonly<Record<Side, IssuerClient>>;
  readonly fetch: typeof fetch;
}

const marginMs = 60_000;
const dayMs = 86_400_000;

/** Signs the person in when this machine has never done so; reads what it knows otherwise. */
export async function openTokenKeeper(options: KeeperOptions): Promise<TokenKeeper> {
  const state = (await readKept(options.file)) ?? (await signInOnce(options));
  const access = new Map<string, { readonly token: string; readonly validUntilMs: number }>();
  const servers: Partial<Record<Side, Promise<oauth.AuthorizationServer>>> = {};
  let kept = state;

  const markExpired = async (side: Side): Promise<void> => {
    if (kept.authorizations[side].state === 'expired') return;
    const cause = side === 'microsoft' ? 'microsoft-sign-in-expired' : 'sales-sign-in-expired';
    const expired = { state: 'expired', since: new Date().toISOString(), endsAt: null, cause } as const;
    kept = {
      ...kept,
      [side]: { ...kept[side], refreshToken: null },
      authorizations: { ...kept.authorizations, [side]: expired },
    };
    await writeKept(options.file, kept);
  };
  /** The provider may forget the old token at once, and its life begins anew with the new one. */
  const keepRotated = async (side: Side, refreshToken: string): Promise<void> => {
    const active = activeNow(options.clients[side]);
    kept = {
      ...kept,
      [side]: { ...kept[side], refreshToken },
      authorizations: {
        ...kept.authorizations,
        [side]: active.endsAt === null ? kept.authorizations[side] : active,
      },
    };
    await writeKept(options.file, kept);
  };
  const renew = async (side: Side, scope: string): Promise<string> => {
    const { refreshToken } = kept[side];
    if (refreshToken === null) throw new SyncError('sign-in-needed', { at: { side } });
    servers[side] ??= discover(options.clients[side].issuer, options.fetch);
    try {
      const as = await servers[side];
      const client = publicClient(options.clients[side]);
      const response = await oauth.refreshTokenGrantRequest(as, client, oauth.None(), refreshToken, {
        ...sendingBy(options.fetch),
        additionalParameters: { scope },
      });
      const answer = await oauth.processRefreshTokenResponse(as, client, response);
      if (answer.refresh_token && answer.refresh_token !== refreshToken)
        await keepRotated(side, answer.refresh_token);
      const validUntilMs = Date.now() + (answer.expires_in ?? 3600) * 1000 - marginMs;
      access.set(`${side} ${scope}`, { token: answer.access_token, validUntilMs });
      return answer.access_token;
    } catch (cause) {
      if (cause instanceof oauth.ResponseBodyError && cause.error === 'invalid_grant') {
        await markExpired(side);
        throw new SyncError('sign-in-needed', { at: { side }, cause, status: cause.status });
      }
      delete servers[side];
      throw new SyncError('unreachable', { at: { side }, cause });
    }
  };

  return {
    token: async (side, scope, { forceRefresh = false } = {}) => {
      const known = access.get(`${side} ${scope}`);
      if (known && !forceRefresh && known.validUntilMs > Date.now()) return known.token;
      return renew(side, scope);
    },
    authorizations: () => kept.authorizations,
    salesUserName: () => kept.sales.subjectName,
    markExpired,
  };
}

async function readKept(file: string): Promise<KeptPerson | null> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    // Only a file that was never written means that this person never signed in here.
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
      return null;
    throw error;
  });
  if (text === null) return null;
  return keptPerson.parse(JSON.parse(text));
}

async function writeKept(file: string, kept: KeptPerson): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const temporary = `${file}.new`;
  await writeFile(temporary, JSON.stringify(kept), { mode: 0o600 });
  await rename(temporary, file);
}

async function signInOnce(options: KeeperOptions): Promise<KeptPerson> {
  const { clients, userName, fetch: send } = options;
  const microsoft = await walkSignIn({ client: clients.microsoft, userName, fetch: send });
  const sales = await walkSignIn({ client: clients.sales, userName, fetch: send });
  const kept: KeptPerson = {
    microsoft: { refreshToken: microsoft.refresh_token ?? null, subjectName: nameIn(microsoft) },
    sales: { refreshToken: sales.refresh_token ?? null, subjectName: nameIn(sales) },
    authorizations: { microsoft: activeNow(clients.microsoft), sales: activeNow(clients.sales) },
  };
  await writeKept(options.file, kept);
  return kept;
}

/** A sign-in that begins now. */
function activeNow({ signInDays }: IssuerClient): Authorization {
  const nowMs = Date.now();
  const endsAt = signInDays === undefined ? null : toInstant(nowMs + signInDays * dayMs);
  return { state: 'active', since: toInstant(nowMs), endsAt, cause: null };
}

function nameIn(answer: oauth.TokenEndpointResponse): string | null {
  const claims = oauth.getValidatedIdTokenClaims(answer);
  const name = claims?.['user_name'] ?? claims?.['preferred_username'] ?? claims?.sub;
  return typeof name === 'string' ? name : null;
}
