// What one issuer remembers across restarts: keys, sessions, grants, refresh tokens, revocations. One JSON file.
// oidc-provider sees it through an adapter; entries past their end are swept when something is written.
import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import { openJsonStore } from '../persistence/json-store.ts';
import type { JsonStore } from '../persistence/json-store.ts';

const entry = z.object({ payload: z.record(z.string(), z.unknown()), expiresAtMs: z.number().nullable() });
const stateSchema = z.object({
  version: z.literal(1),
  keys: z.array(z.record(z.string(), z.unknown())),
  cookieKeys: z.array(z.string()),
  /** model name -> id -> entry */
  entries: z.record(z.string(), z.record(z.string(), entry)),
  /** account id -> how often its sign-ins were revoked */
  revocations: z.record(z.string(), z.number()),
  /** account id (`*`: everybody) -> how often its access tokens were expired */
  expiries: z.record(z.string(), z.number()),
  /** account id (`*`: everybody) -> lifetime of new access tokens, seconds */
  lifetimes: z.record(z.string(), z.number()),
});

export type IdentityState = z.infer<typeof stateSchema>;
export type IdentityStore = JsonStore<IdentityState>;

/** Opens `<dir>/identity-<issuer>.json`; makes a signing key when there is none. */
export async function openIdentityStore(dir: string, issuer: string): Promise<IdentityStore> {
  const initial: IdentityState = {
    version: 1,
    keys: [],
    cookieKeys: [randomBytes(24).toString('base64url')],
    entries: {},
    revocations: {},
    expiries: {},
    lifetimes: {},
  };
  const store = openJsonStore(dir, `identity-${issuer}`, initial, {
    parse: (json) => stateSchema.parse(json),
  });
  if (store.value.keys.length === 0) {
    store.value.keys.push(await newSigningKey());
    store.changed();
    await store.flush();
  }
  return store;
}

async function newSigningKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomBytes(8).toString('hex'), use: 'sig', alg: 'RS256' };
}

/** Forgets every session, grant, code and refresh token of an account. */
export function removeAccount(store: IdentityStore, accountId: string): void {
  for (const entries of Object.values(store.value.entries))
    for (const [id, { payload }] of Object.entries(entries))
      if (payload['accountId'] === accountId) delete entries[id];
  store.changed();
}

/** The adapter through which oidc-provider keeps one model. */
export function createAdapter(store: IdentityStore, model: string): Adapter {
  const entries = (store.value.entries[model] ??= {});
  const live = (id: string): AdapterPayload | undefined => {
    const found = entries[id];
    if (found === undefined || (found.expiresAtMs !== null && found.expiresAtMs <= Date.now()))
      return undefined;
    return found.payload;
  };
  const findBy = (field: string, value: string): Promise<AdapterPayload | undefined> => {
    const id = Object.keys(entries).find((key) => entries[key]?.payload[field] === value);
    return Promise.resolve(id === undefined ? undefined : live(id));
  };
  return {
    upsert(id, payload, expiresIn) {
      sweep(entries);
      entries[id] = {
        payload: { ...payload },
        expiresAtMs: expiresIn === undefined ? null : Date.now() + expiresIn * 1000,
      };
      store.changed();
      return Promise.resolve();
    },
    find: (id) => Promise.resolve(live(id)),
    findByUid: (uid) => findBy('uid', uid),
    findByUserCode: (userCode) => findBy('userCode', userCode),
    consume(id) {
      const found = entries[id];
      if (found !== undefined) found.payload['consumed'] = Math.floor(Date.now() / 1000);
      store.changed();
      return Promise.resolve();
    },
    destroy(id) {
      delete entries[id];
      store.changed();
      return Promise.resolve();
    },
    revokeByGrantId(grantId) {
      for (const [id, { payload }] of Object.entries(entries))
        if (payload['grantId'] === grantId) delete entries[id];
      store.changed();
      return Promise.resolve();
    },
  };
}

function sweep(entries: Record<string, z.infer<typeof entry>>): void {
  const now = Date.now();
  for (const [id, { expiresAtMs }] of Object.entries(entries))
    if (expiresAtMs !== null && expiresAtMs <= now) delete entries[id];
}
