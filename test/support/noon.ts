// A test that reads a time of day asks at noon: near midnight "twenty minutes from now" is tomorrow, and a moment of
// another day is written with its day.
import { jest } from '@jest/globals';

const timers = [
  'cancelAnimationFrame',
  'cancelIdleCallback',
  'clearImmediate',
  'clearInterval',
  'clearTimeout',
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;

/** Sets the date of this file's tests to the coming noon, local time; timers stay real. */
export function askAtNoon(): void {
  jest.useFakeTimers({ now: new Date().setHours(12, 0, 0, 0), doNotFake: [...timers] });
}
