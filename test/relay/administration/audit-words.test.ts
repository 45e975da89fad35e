import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/contract/administration.ts';
import {
  filterWords,
  outcomeWords,
  selectedBy,
  userWords,
} from '../../../src/contract/organisation/audit-words.ts';

function entry(facts: Partial<AuditEntry>): AuditEntry {
  return {
    id: 'a0d17000-0000-4000-8000-000000000001',
    at: '2026-11-21T10:31:00.000Z',
    administrator: 'aaaaaaaa-0000-4000-8000-000000000001',
    administratorName: 'Ada Admin',
    action: 'export',
    selection: {},
    idCount: null,
    users: [],
    outcome: {},
    ...facts,
  };
}

describe('[M13] an entry of the audit in words', () => {
  it('tells what a setting was and what it became', () => {
    const changes = [
      { path: 'scope.totalLimit', from: 5000, to: 9000 },
      { path: 'notifications.webhookUrl', from: null, to: 'https://a.example/?x=1' },
      { path: 'applicationPermission.tenants', from: ['a', 'b'], to: [] },
    ];
    expect(outcomeWords(entry({ outcome: { version: 4, restored: 1, changes } }))).toBe(
      'version=4; restored=1; scope.totalLimit=5000 -> 9000; ' +
        'notifications.webhookUrl=null -> "https://a.example/?x=1"; applicationPermission.tenants=a, b -> ',
    );
    expect(outcomeWords(entry({ outcome: { changes: 'unknown' } }))).toBe('changes=unknown');
  });

  it('tells a filter without what is empty, text that looks like two in quotes', () => {
    const selection = {
      by: 'filter',
      card: 'failed',
      q: 'a; b',
      cause: 'throttled',
      except: [],
      reason: 'x',
    };
    expect(filterWords(entry({ selection }))).toBe('card=failed; q="a; b"; cause=throttled');
    expect(filterWords(entry({ selection: { card: 'all', q: '', except: ['a', 'b'] } }))).toBe(
      'card=all; except=2',
    );
    const errors = [{ kind: 'contact', recordKey: 'aaaaaaaa', side: 'sales', operation: 'create' }];
    expect(filterWords(entry({ selection: { by: 'ids', ids: ['x'], errors }, idCount: 1 }))).toBe(
      'errors=contact/aaaaaaaa/sales/create',
    );
  });

  it('tells users by name, of those without one the number, and no filter that would mean everybody', () => {
    const ana = { userId: 'a0d17000-0000-4000-8000-000000000002', displayName: 'Ana Ruiz' };
    expect(userWords(entry({ users: [ana], idCount: 1 }))).toBe('Ana Ruiz');
    expect(userWords(entry({ users: [ana], idCount: 52 }))).toBe('Ana Ruiz, 51 more');
    expect(userWords(entry({ idCount: 52 }))).toBe('52');
    expect(userWords(entry({}))).toBe('');
    expect(filterWords(entry({ selection: { card: 'all' }, idCount: 52 }))).toBe('');
    expect(filterWords(entry({ selection: { card: 'failed' }, idCount: 52 }))).toBe('card=failed');
  });

  it('knows users named one by one, users meant by a filter, and nobody', () => {
    expect(selectedBy(entry({ selection: { ids: [] }, idCount: 0 }))).toBe('users');
    expect(selectedBy(entry({ selection: { by: 'filter', card: 'all', except: [] } }))).toBe('filter');
    expect(selectedBy(entry({ action: 'test-notification' }))).toBeNull();
  });
});
