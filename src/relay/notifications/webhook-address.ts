// May this address be called? The name is resolved here and the request goes to exactly that address: a name server that
// answers differently a moment later (DNS rebinding) changes nothing.

import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';

export interface WebhookTarget {
  readonly url: URL;
  readonly address: string;
  readonly family: 4 | 6;
}

export type ResolveHost = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

export const resolveHost: ResolveHost = (host) => lookup(host, { all: true, verbatim: true });

export interface AddressRules {
  readonly allowsPrivate: boolean;
  readonly resolve: ResolveHost;
}

/** Why an address is not called; shown to the administrator. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * What is wrong with an address whatever its name resolves to; null: nothing is. For saving: a name that is not known yet
 * may be tomorrow, this never works.
 */
export function refusalOf(text: string, allowsPrivate: boolean): 'not-https' | 'not-public' | null {
  if (allowsPrivate) return null;
  const url = new URL(text);
  if (url.protocol !== 'https:') return 'not-https';
  const host = hostOf(url);
  // RFC 6761: these names are this very machine
  const isOwn = /(?:^|\.)localhost\.?$/.test(host);
  return isOwn || (ipaddr.isValid(host) && !isPublic(host)) ? 'not-public' : null;
}

function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

/** Throws AddressRefused. Every address of a name must be public: one that is not would be the rebinding one. */
export async function findTarget(text: string, rules: AddressRules): Promise<WebhookTarget> {
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(rules.allowsPrivate && url.protocol === 'http:'))
    throw new AddressRefused('not-https');
  const host = hostOf(url);
  const found = ipaddr.isValid(host) ? [{ address: host, family: 0 }] : await resolved(host, rules);
  if (!rules.allowsPrivate && found.some(({ address }) => !isPublic(address)))
    throw new AddressRefused('not-public');
  const [first] = found;
  if (first === undefined) throw new AddressRefused('unknown-host');
  return { url, address: first.address, family: ipaddr.parse(first.address).kind() === 'ipv6' ? 6 : 4 };
}

async function resolved(host: string, rules: AddressRules) {
  try {
    return await rules.resolve(host);
  } catch {
    throw new AddressRefused('unknown-host');
  }
}

/** An address inside another (::ffff:10.0.0.1, 64:ff9b::, 2002:) is none: `unicast` alone is public. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  return ipaddr.parse(address).range() === 'unicast';
}
