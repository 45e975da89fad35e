// The filter of the audit in the address, so that a link shows the same list. Its names carry a prefix, because the view of
// the list of users stands beside it.

import { auditFilter, type AuditFilter } from '../../../contract/administration.ts';

const keys = ['action', 'administrator', 'user', 'from', 'to'] as const;
export type AuditFilterKey = (typeof keys)[number];

const nameOf = (key: AuditFilterKey): string => `audit.${key}`;

interface AskedFor {
  readonly filter: AuditFilter;
  /** what the address asks for and nobody here knows; left out */
  readonly unknown: readonly AuditFilterKey[];
}

export function readAuditFilter(query: string): AskedFor {
  const params = new URLSearchParams(query);
  const filter: AuditFilter = {};
  const unknown: AuditFilterKey[] = [];
  for (const key of keys) {
    const text = params.get(nameOf(key));
    if (text === null || text.trim() === '') continue;
    const one = auditFilter.safeParse({ [key]: text });
    if (one.success) Object.assign(filter, one.data);
    else unknown.push(key);
  }
  return { filter, unknown };
}

/** Without `?`, empty without a filter. */
export function writeAuditFilter(filter: AuditFilter): string {
  const params = new URLSearchParams();
  for (const key of keys)
    if (filter[key] !== undefined && filter[key] !== '') params.set(nameOf(key), filter[key]);
  return params.toString();
}

/** It ends before it begins: no entry can match. */
export function isOrderWrong({ from, to }: AuditFilter): boolean {
  return from !== undefined && to !== undefined && from > to;
}

/** `2026-11-22T10:30` as date fields have it, in this device's time. */
export function toLocal(iso: string | undefined): string {
  if (iso === undefined) return '';
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** undefined: empty; null: no time */
export function fromLocal(text: string): string | undefined | null {
  if (text === '') return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}
