// Adds the bearer token. A 401 means that nothing was done, so every method may be sent once more with a fresh token;
// a second 401 needs a person.

import { SyncError, isSyncError } from '../../sync/model/error.ts';
import { requestIdOf } from './http-request.ts';
import type { Side } from '../../sync/model/side.ts';
import type { Layer } from './http-request.ts';

export interface TokenOptions {
  /** the service refused the last one: do not answer from a cache */
  readonly forceRefresh?: boolean;
  /** claims challenge of the service, JSON text, to be passed to the identity service */
  readonly claims?: string;
}

/** Gives an access token. May throw SyncError `sign-in-needed` or `consent-withdrawn`. */
export type TokenSource = (options?: TokenOptions) => Promise<string>;

export function authenticated(getToken: TokenSource, side: Side): Layer {
  const token = async (options?: TokenOptions): Promise<string> => {
    try {
      return await getToken(options);
    } catch (cause) {
      if (isSyncError(cause)) throw cause;
      // `fetch` reports an identity service that cannot be reached as TypeError; anything else is a refusal.
      const code = cause instanceof TypeError ? 'unreachable' : 'sign-in-needed';
      throw new SyncError(code, { at: { side, step: 'token' }, cause });
    }
  };
  return (next) => async (request) => {
    const send = (value: string): ReturnType<typeof next> =>
      next({ ...request, headers: { ...request.headers, Authorization: `Bearer ${value}` } });
    const first = await send(await token());
    if (first.status !== 401) return first;
    const claims = claimsChallenge(first.headers.get('www-authenticate'));
    const second = await send(await token({ forceRefresh: true, ...(claims === null ? {} : { claims }) }));
    if (second.status !== 401) return second;
    const requestId = requestIdOf(second.headers);
    throw new SyncError('sign-in-needed', {
      at: { side },
      status: 401,
      ...(requestId === undefined ? {} : { requestId }),
    });
  };
}

/** `claims="<base64 JSON>"` of an `insufficient_claims` challenge (continuous access evaluation), decoded. */
export function claimsChallenge(header: string | null): string | null {
  const encoded = /\bclaims="([A-Za-z0-9+/_=-]+)"/.exec(header ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return atob(encoded.replaceAll('-', '+').replaceAll('_', '/'));
  } catch {
    return null;
  }
}
