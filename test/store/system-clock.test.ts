import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';

import { systemClock } from '../../src/store/clock/system-clock.ts';

const never = new AbortController().signal;

describe('systemClock', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: 1_000_000 });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('tells the time of the device', () => {
    expect(systemClock.nowMs()).toBe(1_000_000);
  });

  it('sleeps as long as it is told', async () => {
    const slept = systemClock.sleep(500, never).then(() => systemClock.nowMs());
    await jest.advanceTimersByTimeAsync(499);
    expect(jest.getTimerCount()).toBe(1);
    await jest.advanceTimersByTimeAsync(1);
    expect(await slept).toBe(1_000_500);
  });

  it('rejects with cancelled and leaves no timer when the signal fires', async () => {
    const cancel = new AbortController();
    const slept = expect(systemClock.sleep(500, cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
    cancel.abort();
    await slept;
    expect(jest.getTimerCount()).toBe(0);
  });

  it('does not begin to sleep when the signal has fired already', async () => {
    await expect(systemClock.sleep(500, AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(jest.getTimerCount()).toBe(0);
  });

  it('stops listening to the signal once it has slept', async () => {
    const { signal } = new AbortController();
    const removed = jest.spyOn(signal, 'removeEventListener');
    const slept = systemClock.sleep(5, signal);
    await jest.advanceTimersByTimeAsync(5);
    await slept;
    expect(removed).toHaveBeenCalledTimes(1);
  });

  it('waits, not fires at once, when the wait is longer than a timer can be', async () => {
    void systemClock.sleep(2 ** 40, never);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(jest.getTimerCount()).toBe(1);
  });

  it('gives chances from 0 up to but not including 1', () => {
    const chances = Array.from({ length: 1000 }, () => systemClock.chance());
    expect(chances.filter((chance) => chance < 0 || chance >= 1)).toEqual([]);
    expect(new Set(chances).size).toBeGreaterThan(900);
  });
});
