import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createMemorySyncStore } from '../../../src/store/memory/memory-sync-store.ts';
import { watchStore } from '../../../src/taskpane/session/reads/watched-store.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

function bench() {
  const changed = jest.fn();
  const letGo = new AbortController();
  return { changed, letGo, store: watchStore(createMemorySyncStore(), changed, letGo.signal) };
}

describe('a watched store', () => {
  it('tells of many commits once, when it has been quiet for a moment', async () => {
    const { store, changed } = bench();
    for (let n = 0; n < 5; n += 1) await store.commit(1, []);
    expect(changed).not.toHaveBeenCalled();
    jest.runAllTimers();
    expect(changed).toHaveBeenCalledTimes(1);
    await store.commit(1, []);
    jest.runAllTimers();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('tells nothing of a commit that failed', async () => {
    const { store, changed } = bench();
    await store.commit(2, []);
    jest.runAllTimers();
    await expect(store.commit(1, [])).rejects.toMatchObject({ code: 'lease-lost' });
    expect(jest.getTimerCount()).toBe(0);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('tells nothing more once it is let go, and leaves no timer', async () => {
    const { store, changed, letGo } = bench();
    await store.commit(1, []);
    letGo.abort();
    await store.commit(1, []);
    expect(jest.getTimerCount()).toBe(0);
    expect(changed).not.toHaveBeenCalled();
  });
});
