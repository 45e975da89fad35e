// Which sales person is signed in: the resource record whose PartyId owns what we create. Whether it is the right person
// for the mailbox is the caller's to decide (`wrong-sales-account`).

import { literal } from './contact/contact-reads.ts';
import { RESOURCES, createSalesClient, query } from './sales-client.ts';
import { collection, resourceItem } from './wire.ts';
import type { CancelSignal } from '../../sync/ports/cancel-signal.ts';
import type { SalesClientOptions } from './sales-client.ts';

export interface SalesIdentity {
  /** takes the place of OwnerPartyId; decimal digits */
  readonly partyId: string;
  readonly partyNumber: string;
  readonly name: string;
  readonly userName: string | null;
  readonly email: string | null;
}

/** Looked up by user name, or by e-mail where only that is known. Null where no such resource is visible. */
export async function readSalesIdentity(
  options: SalesClientOptions,
  who: { readonly userName: string } | { readonly email: string },
  signal: CancelSignal,
): Promise<SalesIdentity | null> {
  const client = createSalesClient(options);
  const q =
    'userName' in who
      ? `upper(Username)=${literal(who.userName.toUpperCase())}`
      : `upper(EmailAddress)=${literal(who.email.toUpperCase())}`;
  const path = `${RESOURCES}/resources?${query({
    q,
    fields: 'PartyId,PartyNumber,PartyName,EmailAddress,Username',
    onlyData: 'true',
    limit: 2,
  })}`;
  const { items } = await client.get(path, collection, signal);
  const found = items.flatMap((item) => {
    const parsed = resourceItem.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  // Two people under one name: nobody is better than the wrong one.
  const [person] = found;
  if (person === undefined || found.length > 1) return null;
  return {
    partyId: person.PartyId,
    partyNumber: person.PartyNumber,
    name: person.PartyName ?? '',
    userName: person.Username ?? null,
    email: person.EmailAddress ?? null,
  };
}
