// Where the lines of the chart stand and which days are named: round numbers, and as many names as there is room for.

/** From zero up in even steps; the last one is at least `most`. Runs come in whole numbers. */
export function runTicks(most: number): readonly number[] {
  return ticks(most, roundSteps(1, most), 4);
}

const seconds = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800].map((value) => value * 1_000);
const hourMs = 3_600_000;

/** The same for a time in ms, in steps that a clock knows. */
export function timeTicks(mostMs: number): readonly number[] {
  return ticks(mostMs, [...seconds, ...roundSteps(hourMs, mostMs)], 2);
}

/** 1, 2, 5, 10 … times `unit`, on to `most` and one further. */
function roundSteps(unit: number, most: number): number[] {
  const steps: number[] = [];
  for (let power = unit; steps.length === 0 || power / 10 < most; power *= 10)
    steps.push(power, 2 * power, 5 * power);
  return steps;
}

function ticks(most: number, steps: readonly number[], mostSteps: number): readonly number[] {
  const step = steps.find((size) => size * mostSteps >= most) ?? most;
  const count = Math.max(1, Math.ceil(most / step));
  return Array.from({ length: count + 1 }, (_, at) => at * step);
}

/** Days with a name below them: today, and every so many before. */
export function isNamedDay(at: number, count: number, everyDays: number): boolean {
  return (count - 1 - at) % everyDays === 0;
}
