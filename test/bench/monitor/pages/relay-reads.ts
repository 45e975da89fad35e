// The relay as the reference pages ask it: the Monitor's own calls, without its checks. Types only: whoever measures
// runs both ends.

import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { MonitorEvent } from '../../../../src/contract/events.ts';
import type { Cards, UserPage, UserRow } from '../../../../src/contract/users.ts';

const parameters = new URLSearchParams(location.hash.slice(1));
const headers = { authorization: `Bearer ${parameters.get('token') ?? ''}` };

/** whether this page is to follow changes */
export const isLive = parameters.has('live');

async function read<Answer>(path: string): Promise<Answer> {
  const response = await fetch(`/api/v1${path}`, { headers });
  if (!response.ok) throw new Error(`the relay answered ${response.status}`);
  return (await response.json()) as Answer;
}

export function readCards(): Promise<Cards> {
  return read<Cards>('/cards');
}

export function readUsers(query: Readonly<Record<string, string>>): Promise<UserPage> {
  return read<UserPage>(`/users?${new URLSearchParams(query).toString()}`);
}

/** Rows that were read before and kept as a file. */
export async function readKeptUsers(): Promise<readonly UserRow[]> {
  const response = await fetch('/bench/rows.json');
  return (await response.json()) as readonly UserRow[];
}

/** Never resolves while the page is open. */
export async function followRows(onRows: (rows: readonly UserRow[]) => void): Promise<void> {
  const { body } = await fetch('/api/v1/events', { headers });
  const events = body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  const reader = events?.getReader();
  for (;;) {
    const next = await reader?.read();
    if (next?.value === undefined) return;
    const event = JSON.parse(next.value.data) as MonitorEvent;
    if (event.type === 'users') onRows(event.rows);
  }
}
