// What the relay tells an administrator, by the test client's token of the sample company's administrator.

import {
  cards,
  userDetails,
  userPage,
  type Cards,
  type CardId,
  type UserDetails,
  type UserRow,
} from '../../src/contract/users.ts';
import { callSystem, tokenOf, type Answer, type CallOptions, type System } from './system.ts';

/** One call of the relay's API as this person; the path begins with `/`, e.g. `/cards`. */
export async function callRelay(
  system: System,
  path: string,
  { as = 'admin', ...options }: CallOptions & { readonly as?: string } = {},
): Promise<Answer> {
  const token = await tokenOf(system, 'relay', as);
  return callSystem(system, `${system.endpoints.relay}/api/v1${path}`, { token, ...options });
}

export async function cardsOf(system: System): Promise<Cards> {
  return cards.parse((await callRelay(system, '/cards')).json());
}

/** Rows of a card, all of them: the sample company fits on one page. */
export async function usersOf(
  system: System,
  card: CardId = 'all',
  search = '',
): Promise<readonly UserRow[]> {
  const query = new URLSearchParams({ card, q: search, limit: '200' });
  return userPage.parse((await callRelay(system, `/users?${query.toString()}`)).json()).items;
}

export async function rowOf(system: System, userName: string): Promise<UserRow> {
  const email = system.endpoints.people.find((person) => person.userName === userName)?.mail;
  const row = (await usersOf(system)).find((user) => user.email === email);
  if (!row) throw new Error(`the relay has no row of ${userName}`);
  return row;
}

export async function detailsOf(system: System, userName: string): Promise<UserDetails> {
  const { id } = await rowOf(system, userName);
  return userDetails.parse((await callRelay(system, `/users/${id}`)).json());
}
