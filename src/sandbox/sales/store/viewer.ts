// Who asks, and which rows this person's data security lets through.
import type { Company } from '../../company/company.ts';
import type { VerifiedToken } from '../../identity/verified-token.ts';
import type { Row } from './row.ts';

export interface Viewer {
  /** Sales user name; the client id for an application */
  readonly name: string;
  /** PartyId of the person's resource; null for an application */
  readonly partyId: string | null;
  readonly seesAll: boolean;
}

/** Null when the token's user does not exist in the Sales application. */
export function viewerOf(token: VerifiedToken, company: Company): Viewer | null {
  if (token.kind === 'app') return { name: token.clientId, partyId: null, seesAll: true };
  return viewerNamed(token.userName, company);
}

export function viewerNamed(userName: string, company: Company): Viewer | null {
  const person = company.people.find((one) => one.userName === userName);
  if (person === undefined) return null;
  return { name: userName, partyId: person.salesPartyId, seesAll: person.roles.includes('Monitor.Admin') };
}

export function isOwnedBy(row: Row, viewer: Viewer): boolean {
  return viewer.partyId !== null && row.values['OwnerPartyId'] === viewer.partyId;
}

/** A contact is seen by its owner and by the team of its account. `account` is the row's account, if it has one. */
export function maySee(viewer: Viewer, row: Row, account: Row | undefined): boolean {
  if (viewer.seesAll || isOwnedBy(row, viewer)) return true;
  if (row.kind === 'accounts') return row.team.includes(viewer.name);
  return account !== undefined && (account.team.includes(viewer.name) || isOwnedBy(account, viewer));
}
