// Accounts by name (A4): all that have the name, because one of several must be chosen by a person.

import { foldText } from '../values/text.ts';
import { chunks, literal } from './contact/contact-reads.ts';
import { RESOURCES, query } from './sales-client.ts';
import { accountItem, collection } from './wire.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { Account } from '../../sync/ports/remote.ts';
import type { SalesClient } from './sales-client.ts';

const NAMES_PER_REQUEST = 30;

export async function accountsNamed(
  client: SalesClient,
  names: readonly string[],
  signal: CancelSignal,
): Promise<readonly Account[]> {
  const wanted = new Set(names.flatMap((name) => foldText(name) ?? []));
  const spellings = [...new Set(names.flatMap(upperForms))];
  const found = new Map<string, Account>();
  for (const part of chunks(spellings, NAMES_PER_REQUEST))
    for (const account of await accountsWhere(client, part, signal))
      if (wanted.has(foldText(account.name) ?? '')) found.set(account.id, account);
  return [...found.values()];
}

// A database may leave `ß` as it is where JavaScript says `SS`.
function upperForms(name: string): string[] {
  const text = name.normalize('NFC').trim();
  return text === '' ? [] : [text.toUpperCase(), text.replace(/[^ß]+/gu, (part) => part.toUpperCase())];
}

async function accountsWhere(
  client: SalesClient,
  names: readonly string[],
  signal: CancelSignal,
): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for (let offset = 0; ;) {
    const path = `${RESOURCES}/accounts?${query({
      q: `upper(OrganizationName) in (${names.map(literal).join(',')})`,
      fields: 'PartyId,OrganizationName',
      onlyData: 'true',
      orderBy: 'PartyId:asc',
      limit: 200,
      offset,
    })}`;
    const page = await client.get(path, collection, signal);
    for (const item of page.items) {
      const account = accountItem.safeParse(item);
      if (account.success)
        accounts.push({ id: account.data.PartyId, name: account.data.OrganizationName ?? '' });
    }
    offset += page.count;
    if (!page.hasMore) return accounts;
  }
}
