import { describe, expect, it } from '@jest/globals';

import { createMonitorCache } from '../../src/store/dexie/monitor-cache.ts';
import type { PaneValues } from '../../src/store/dexie/pane-values.ts';
import { openPaneValues } from '../../src/store/dexie/pane-values.ts';
import { createSecretBox } from '../../src/store/dexie/secret-box.ts';
import type { LockSource } from '../../src/store/dexie/web-lock.ts';
import { withRunLock } from '../../src/store/dexie/web-lock.ts';

let owners = 0;
const newOwner = () => ({ instance: 'i', tenant: 't', user: `pane ${++owners}` });

async function opened(owner = newOwner()): Promise<{ values: PaneValues; close: () => void }> {
  const opening = await openPaneValues(owner);
  if (opening.state !== 'open') throw new Error(opening.reason);
  return { values: opening.opened, close: opening.close };
}

describe('pane values', () => {
  it('keeps a value over closing until it is removed', async () => {
    const owner = newOwner();
    const first = await opened(owner);
    expect(await first.values.get('card')).toBeUndefined();
    await first.values.put('card', { isOpen: true });
    first.close();
    const again = await opened(owner);
    expect(await again.values.get('card')).toEqual({ isOpen: true });
    await again.values.remove('card');
    expect(await again.values.get('card')).toBeUndefined();
    again.close();
  });

  it('gives everyone the value that was put first', async () => {
    const { values, close } = await opened();
    expect(await Promise.all([values.putFirst('id', 'one'), values.putFirst('id', 'two')])).toEqual([
      'one',
      'one',
    ]);
    close();
  });

  it('rejects with storage-lost after it was closed', async () => {
    const { values, close } = await opened();
    close();
    await expect(values.get('card')).rejects.toMatchObject({ code: 'storage-lost' });
  });
});

describe('secret box', () => {
  it('gives a secret back over closing until it is removed', async () => {
    const owner = newOwner();
    const first = await opened(owner);
    await createSecretBox(first.values).put('sales-refresh', 'tökén');
    first.close();
    const again = await opened(owner);
    const box = createSecretBox(again.values);
    expect(await box.get('sales-refresh')).toBe('tökén');
    await box.remove('sales-refresh');
    expect(await box.get('sales-refresh')).toBeNull();
    again.close();
  });

  it('stores neither the secret nor a key that can be read out', async () => {
    const { values, close } = await opened();
    await createSecretBox(values).put('sales-refresh', 'token-in-clear');
    const sealed = (await values.get('secret:sales-refresh')) as { text: ArrayBuffer };
    expect(Buffer.from(sealed.text).toString('latin1')).not.toContain('token');
    expect(await values.get('sealing-key')).toMatchObject({ extractable: false });
    close();
  });

  it('seals the same secret differently every time', async () => {
    const { values, close } = await opened();
    const box = createSecretBox(values);
    await box.put('a', 'same');
    const first = await values.get('secret:a');
    await box.put('a', 'same');
    expect(await values.get('secret:a')).not.toEqual(first);
    close();
  });

  it('agrees on one key when two panes seal at once', async () => {
    const { values, close } = await opened();
    const [one, two] = [createSecretBox(values), createSecretBox(values)];
    await Promise.all([one.put('a', 'first'), two.put('b', 'second')]);
    expect([await two.get('a'), await one.get('b')]).toEqual(['first', 'second']);
    close();
  });

  it('has no secret where the text was moved to another name or its key was lost', async () => {
    const { values, close } = await opened();
    const box = createSecretBox(values);
    await box.put('a', 'secret');
    await values.put('secret:b', await values.get('secret:a'));
    expect(await box.get('b')).toBeNull();
    await values.remove('sealing-key');
    expect(await box.get('a')).toBeNull();
    close();
  });

  it.each([
    ['text', 'plain'],
    ['shape', { nonce: 1 }],
    ['nothing', null],
  ])('has no secret where something else was stored: %s', async (_, found) => {
    const { values, close } = await opened();
    await values.put('secret:a', found);
    expect(await createSecretBox(values).get('a')).toBeNull();
    close();
  });
});

describe('monitor cache', () => {
  it('answers the newest document of a key with its time', async () => {
    const cache = createMonitorCache(newOwner());
    expect(await cache.get('users')).toBeNull();
    await cache.put('users', { total: 1 }, 10);
    await cache.put('users', { total: 2 }, 20);
    expect(await cache.get('users')).toEqual({ value: { total: 2 }, storedAtMs: 20 });
    cache.close();
  });

  it('drops the oldest documents beyond its limit', async () => {
    const cache = createMonitorCache(newOwner(), 2);
    await cache.put('a', 'A', 30);
    await cache.put('b', 'B', 10);
    await cache.put('c', 'C', 20);
    expect(await Promise.all(['a', 'b', 'c'].map(async (key) => (await cache.get(key))?.value))).toEqual([
      'A',
      undefined,
      'C',
    ]);
    cache.close();
  });

  it('is empty after signing out', async () => {
    const cache = createMonitorCache(newOwner());
    await cache.put('users', 1, 10);
    await cache.clear();
    expect(await cache.get('users')).toBeNull();
    cache.close();
  });

  it('is an empty cache, not a failure, when storage fails', async () => {
    const cache = createMonitorCache(newOwner());
    await cache.put('users', () => 'no data', 10);
    cache.close();
    await cache.put('users', 1, 10);
    expect(await cache.get('users')).toBeNull();
  });
});

describe('run lock', () => {
  const granting = (lock: unknown): LockSource => ({ request: (_, __, held) => held(lock) });
  const run = () => Promise.resolve('done');

  it('runs under the lock', async () => {
    expect(await withRunLock('run', run, { locks: granting({}), ifAvailable: true })).toEqual({
      ran: true,
      result: 'done',
    });
  });

  it('does not run when another pane holds the lock', async () => {
    expect(await withRunLock('run', run, { locks: granting(null), ifAvailable: true })).toEqual({
      ran: false,
    });
  });

  it('runs where the browser has no locks', async () => {
    expect(await withRunLock('run', run, { locks: undefined, ifAvailable: true })).toEqual({
      ran: true,
      result: 'done',
    });
  });
});
