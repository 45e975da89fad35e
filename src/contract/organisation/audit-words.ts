// What an entry of the audit keeps, as words for a cell of a table or a spreadsheet. The screen has words of its own; JSON
// has everything as it was kept.

import { z } from 'zod';
import type { AuditEntry } from '../administration.ts';

/** in columns of their own */
const apart = ['by', 'ids', 'reason', 'batchId', 'hits', 'skips'];

const change = z.object({ path: z.string(), from: z.unknown(), to: z.unknown() });

/** Whether users were named one by one or meant by a filter; null where an action concerns nobody. */
export function selectedBy({ selection, idCount }: AuditEntry): 'users' | 'filter' | null {
  if (idCount !== null) return 'users';
  return Object.keys(selection).some((key) => !apart.includes(key)) ? 'filter' : null;
}

/** `card=failed; q=ana; except=2`: of users who were left out their number. Beside users one by one, `all` means nothing. */
export function filterWords({ selection, idCount }: AuditEntry): string {
  const { except, card, ...rest } = selection;
  const left = Array.isArray(except) ? except.length : 0;
  const isFilter = card !== undefined && (idCount === null || card !== 'all');
  return pairs({ ...(isFilter ? { card } : {}), ...rest, ...(left > 0 ? { except: left } : {}) });
}

/** Names of users, as many as are told, and how many more there were; empty where an entry names nobody. */
export function userWords({ users, idCount }: AuditEntry): string {
  const unnamed = (idCount ?? 0) - users.length;
  const names = users.map(({ displayName }) => displayName);
  if (unnamed > 0) names.push(names.length > 0 ? `${String(unnamed)} more` : String(unnamed));
  return names.join(', ');
}

/** `version=4; scope.totalLimit=5000 -> 9000`, without the numbers of users. */
export function outcomeWords({ outcome }: AuditEntry): string {
  const { changes, ...rest } = outcome;
  const list = z.array(change).safeParse(changes);
  const changed = (list.data ?? []).map(({ path, from, to }) => [path, `${plain(from)} -> ${plain(to)}`]);
  const kept = list.success || changes === undefined ? rest : outcome;
  return [pairs(kept), ...changed.map((pair) => pair.join('='))].filter((text) => text !== '').join('; ');
}

function pairs(record: Readonly<Record<string, unknown>>): string {
  return Object.entries(record)
    .filter(([key, value]) => !apart.includes(key) && value !== '' && value !== null)
    .map(([key, value]) => `${key}=${plain(value)}`)
    .join('; ');
}

/** Text that could be taken for more than one value stands in quotes. */
function plain(value: unknown): string {
  if (typeof value === 'string') return /[;=,"]/.test(value) || value === '' ? JSON.stringify(value) : value;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(plain).join('/');
  return JSON.stringify(value);
}
