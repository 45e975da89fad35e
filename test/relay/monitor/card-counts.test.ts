import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Cards } from '../../../src/contract/users.ts';
import { createCardCounts } from '../../../src/relay/live/card-counts.ts';
import type { CardCounts } from '../../../src/relay/live/card-counts.ts';

const maxAgeMs = 1_000;
const knownMaxAgeMs = 15_000;
const unchangedMaxAgeMs = 30_000;

/** A count takes `takesMs` and answers which one it was. */
function countingIn(takesMs: number): {
  counts: CardCounts;
  started: number[];
  most: number;
  fail: boolean;
  /** nothing changes unless a test says so */
  isQuiet: boolean;
  change(): void;
  errors: unknown[];
} {
  let running = 0;
  const listeners = new Set<() => void>();
  const change = (): void => {
    for (const listener of listeners) listener();
  };
  const state = {
    started: [] as number[],
    most: 0,
    fail: false,
    isQuiet: false,
    change,
    errors: [] as unknown[],
  };
  const count = async (): Promise<Cards> => {
    const number = state.started.push(performance.now());
    running += 1;
    state.most = Math.max(state.most, running);
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    running -= 1;
    if (state.fail) throw new Error('no database');
    return numbered(number);
  };
  const counts = createCardCounts({
    count,
    onChange: (_, listener) => {
      listeners.add(listener);
      if (!state.isQuiet) queueMicrotask(change);
      return () => listeners.delete(listener);
    },
    maxAgeMs,
    knownMaxAgeMs,
    unchangedMaxAgeMs,
    onError: (error) => state.errors.push(error),
  });
  return Object.assign(state, { counts });
}

function numbered(number: number): Cards {
  const none = {
    failed: 0,
    never: 0,
    succeeded: 0,
    expired: 0,
    disabled: 0,
    errors: 0,
    behind: 0,
    stopping: 0,
  };
  return {
    counts: { ...none, all: number, 'in-progress': 0 },
    failed: { failed: 0, partlyFailed: 0 },
    needYou: { users: 0, topCause: null, topCauseUsers: 0 },
    lastReportAt: null,
    at: new Date(0).toISOString(),
  };
}

/** The number of the count that answered, and when. */
async function answerOf(cards: Promise<Cards>): Promise<{ count: number; atMs: number }> {
  const { counts } = await cards;
  return { count: counts.all, atMs: performance.now() };
}

describe('counts of the cards', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const after = (durationMs: number) => jest.advanceTimersByTimeAsync(durationMs);

  it('are shared for a second, then counted again', async () => {
    const { counts, started } = countingIn(200);
    const both = [counts.read('a'), counts.read('a')];
    await after(900);
    both.push(counts.read('a'));
    expect((await Promise.all(both)).map(({ counts: { all } }) => all)).toEqual([1, 1, 1]);
    await after(200);
    const second = answerOf(counts.read('a'));
    await after(200);
    expect(await second).toMatchObject({ count: 2 });
    expect(started).toHaveLength(2);
  });

  it('are known at once while a page may tell them, and counted behind it', async () => {
    const { counts, started } = countingIn(200);
    void counts.read('a');
    await after(5_200);
    expect(counts.known('a')).toEqual(numbered(1));
    await after(5_000);
    // now older than half of the 15 s
    expect(counts.known('a')).toEqual(numbered(1));
    counts.known('a');
    expect(started).toHaveLength(1);
    await after(1_200);
    expect(started).toHaveLength(2);
    expect(counts.known('a')).toEqual(numbered(2));
  });

  it('are unknown when the last ones are too old, or there are none, and nobody waits for others', async () => {
    const { counts, started } = countingIn(200);
    expect(counts.known('a')).toBeNull();
    await after(1_200);
    expect(counts.known('a')).toEqual(numbered(1));
    await after(15_001);
    expect(counts.known('a')).toBeNull();
    await after(1_200);
    expect(started).toHaveLength(2);
    expect(counts.known('a')).toEqual(numbered(2));
  });

  it('are not counted again for half a minute in which nothing changes', async () => {
    const state = Object.assign(countingIn(200), { isQuiet: true });
    const all = async (cards: Promise<Cards>): Promise<number> => (await cards).counts.all;
    void state.counts.read('a');
    await after(29_000);
    expect(await all(state.counts.read('a'))).toBe(1);
    expect(await all(state.counts.readNew('a'))).toBe(1);
    expect(state.counts.known('a')).toEqual(numbered(1));
    expect(state.started).toHaveLength(1);
    state.change();
    const read = [state.counts.read('a'), state.counts.readNew('a')].map(all);
    await after(200);
    expect(await Promise.all(read)).toEqual([2, 2]);
    await after(31_000);
    expect(state.counts.known('a')).toEqual(numbered(2));
    await after(1_200);
    expect(state.counts.known('a')).toEqual(numbered(3));
  });

  it('tell a change that came while they were counted', async () => {
    const state = Object.assign(countingIn(200), { isQuiet: true });
    void state.counts.read('a');
    await after(100);
    state.change();
    await after(1_000);
    const read = answerOf(state.counts.read('a'));
    await after(200);
    expect(await read).toMatchObject({ count: 2 });
  });

  it('never run twice at once, and tell a change committed while one ran', async () => {
    const state = countingIn(3_000);
    void state.counts.read('a');
    await after(2_000);
    const late = [state.counts.read('a'), state.counts.readNew('a'), state.counts.read('a')];
    await after(40_000);
    const numbers = (await Promise.all(late)).map(({ counts: { all } }) => all);
    expect(numbers[0]).toBe(2);
    expect(numbers[2]).toBe(2);
    expect(numbers[1]).toBeGreaterThan(1);
    expect(state.most).toBe(1);
  });

  it.each([
    { takesMs: 20, apartMs: 1_000 },
    { takesMs: 500, apartMs: 5_000 },
    { takesMs: 8_000, apartMs: 23_000 },
  ])('of streams are $apartMs ms apart when one takes $takesMs ms', async ({ takesMs, apartMs }) => {
    const { counts, started } = countingIn(takesMs);
    const follow = async (): Promise<void> => {
      for (let round = 0; round < 3; round += 1)
        await Promise.all([counts.readNew('a'), counts.readNew('a')]);
    };
    void follow();
    await after(3 * apartMs);
    expect(started.map((atMs) => atMs - (started[0] ?? 0))).toEqual([0, apartMs, 2 * apartMs]);
  });

  it('go on after a failure, which is told when nobody waits', async () => {
    const state = countingIn(10);
    const first = state.counts.read('a');
    await after(10_000);
    await first;
    state.fail = true;
    state.counts.known('a');
    await after(2_000);
    expect(state.errors).toHaveLength(1);
    const refused = expect(state.counts.read('a')).rejects.toThrow('no database');
    await after(10);
    await refused;
    state.fail = false;
    const again = answerOf(state.counts.read('a'));
    await after(10);
    expect(await again).toMatchObject({ count: 4 });
  });
});
