// When runs happen, with runs that end when the test says so and a clock that the test moves.
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createRunLoop, type RunLoop, type RunWish } from '../../../src/taskpane/session/run-loop.ts';

const intervalMs = 900_000;
const routine: RunWish = { trigger: 'user', mode: 'routine' };
const full: RunWish = { trigger: 'user', mode: 'full' };
const byChange: RunWish = { trigger: 'change', mode: 'routine' };

interface Run {
  readonly wish: RunWish;
  readonly signal: AbortSignal;
  /** the run is over and its services ask for that pause */
  end(askedMs?: number): Promise<void>;
}

let loops: RunLoop[] = [];
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  for (const loop of loops) loop.suspend();
  loops = [];
  jest.useRealTimers();
});

function bench(startSuspended = false) {
  const runs: Run[] = [];
  const may = { run: true };
  const loop = createRunLoop(
    {
      canRun: () => may.run,
      intervalMs: () => intervalMs,
      perform: (wish, signal) =>
        new Promise((resolve) => {
          const end = async (askedMs?: number): Promise<void> => {
            resolve(askedMs ?? null);
            await jest.advanceTimersByTimeAsync(0);
          };
          runs.push({ wish, signal, end });
        }),
      changed: () => undefined,
    },
    startSuspended,
  );
  loops.push(loop);
  const run = (number: number): Run => {
    const found = runs[number - 1];
    if (!found) throw new Error(`run ${number} has not begun`);
    return found;
  };
  return { loop, runs, run, may };
}

describe('asking for a run', () => {
  it('runs one at a time: what is asked meanwhile follows once', async () => {
    const { loop, runs, run } = bench();
    expect(loop.ask(routine)).toBe(true);
    expect(loop.ask(byChange)).toBe(true);
    expect(loop.ask(byChange)).toBe(true);
    expect(runs).toHaveLength(1);
    await run(1).end();
    expect(runs).toHaveLength(2);
    expect(run(2).wish).toEqual(byChange);
    await run(2).end();
    expect(runs).toHaveLength(2);
    expect(loop.isRunning()).toBe(false);
  });

  it('lets a full wish survive a routine one that comes after it', async () => {
    const { loop, run } = bench();
    loop.ask(routine);
    loop.ask(full);
    loop.ask(byChange);
    await run(1).end();
    expect(run(2).wish).toEqual(full);
  });

  it('lets a full wish replace a routine one that came before it', async () => {
    const { loop, run } = bench();
    loop.ask(routine);
    loop.ask(byChange);
    loop.ask(full);
    await run(1).end();
    expect(run(2).wish).toEqual(full);
  });

  it('says false when nothing may run', () => {
    const { loop, runs, may } = bench();
    may.run = false;
    expect(loop.ask(routine)).toBe(false);
    expect(runs).toEqual([]);
    expect(loop.isRunning()).toBe(false);
  });

  it('says false while suspended, also while the last run is still on its way to a safe point', async () => {
    const { loop, runs, run } = bench();
    loop.ask(routine);
    loop.suspend();
    expect(loop.ask(full)).toBe(false);
    await run(1).end();
    expect(loop.ask(full)).toBe(false);
    expect(runs).toHaveLength(1);
  });
});

describe('the schedule', () => {
  it('runs after the interval', async () => {
    const { loop, runs, run } = bench();
    loop.reschedule();
    expect(loop.nextRunAtMs()).toBe(Date.now() + intervalMs);
    await jest.advanceTimersByTimeAsync(intervalMs - 1);
    expect(runs).toEqual([]);
    await jest.advanceTimersByTimeAsync(1);
    expect(run(1).wish).toEqual({ trigger: 'schedule', mode: 'routine' });
  });

  it('uses the pause that the last run was asked for, once', async () => {
    const { loop, runs, run } = bench();
    loop.ask(routine);
    await run(1).end(42_000);
    expect(loop.nextRunAtMs()).toBe(Date.now() + 42_000);
    await jest.advanceTimersByTimeAsync(42_000);
    expect(runs).toHaveLength(2);
    await run(2).end();
    expect(loop.nextRunAtMs()).toBe(Date.now() + intervalMs);
  });

  it('has no next run when nothing may run', () => {
    const { loop, may } = bench();
    loop.reschedule();
    may.run = false;
    loop.reschedule();
    expect(loop.nextRunAtMs()).toBeNull();
  });

  it('goes on after an interrupted run, without what was asked meanwhile', async () => {
    const { loop, runs, run } = bench();
    loop.ask(routine);
    loop.ask(full);
    loop.interrupt();
    expect(run(1).signal.aborted).toBe(true);
    await run(1).end();
    expect(runs).toHaveLength(1);
    expect(loop.nextRunAtMs()).toBe(Date.now() + intervalMs);
  });
});

describe('suspending', () => {
  it('asks the run to stop at its next safe point, which the loop waits for', async () => {
    const { loop, run } = bench();
    loop.ask(routine);
    expect(run(1).signal.aborted).toBe(false);
    loop.suspend();
    expect(run(1).signal.aborted).toBe(true);
    expect(loop.isRunning()).toBe(true);
    await run(1).end();
    expect(loop.isRunning()).toBe(false);
  });

  it('lets nothing start until resume, which starts a run at once', async () => {
    const { loop, runs, run } = bench(true);
    loop.reschedule();
    await jest.advanceTimersByTimeAsync(intervalMs * 2);
    expect(runs).toEqual([]);
    expect(loop.nextRunAtMs()).toBeNull();
    loop.resume();
    expect(loop.isSuspended()).toBe(false);
    expect(run(1).wish).toEqual(routine);
  });

  it('never lets two runs overlap when it is resumed before the old run has stopped', async () => {
    const { loop, runs, run } = bench();
    loop.ask(routine);
    loop.suspend();
    loop.resume();
    expect(runs).toHaveLength(1);
    await run(1).end();
    expect(runs).toHaveLength(2);
    expect(run(2).signal.aborted).toBe(false);
  });
});

describe('a run that stops', () => {
  it('knows whose deed it is: the first who asked, and nobody of the run that follows', async () => {
    const { loop, run } = bench();
    loop.ask(routine);
    expect(loop.suspendedBy()).toBeNull();
    loop.interrupt('administrator');
    loop.suspend();
    expect(loop.suspendedBy()).toBe('administrator');
    await run(1).end();
    loop.resume('change');
    expect(run(2).wish).toEqual(byChange);
    expect(loop.suspendedBy()).toBeNull();
    loop.interrupt();
    expect(loop.suspendedBy()).toBeNull();
    loop.suspend();
    expect(loop.suspendedBy()).toBe('user');
  });
});

describe('stopping', () => {
  it('resolves once the running run is over, and nothing follows it', async () => {
    const { loop, runs, run } = bench();
    loop.ask(routine);
    loop.ask(full);
    const ended = jest.fn();
    const stopped = loop.stop().then(ended);
    expect(run(1).signal.aborted).toBe(true);
    await jest.advanceTimersByTimeAsync(0);
    expect(ended).not.toHaveBeenCalled();
    await run(1).end();
    await stopped;
    await jest.advanceTimersByTimeAsync(intervalMs * 2);
    expect(runs).toHaveLength(1);
  });
});
