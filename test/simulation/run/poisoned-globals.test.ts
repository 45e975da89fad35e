// In a process of its own: a poisoned test runner could not say that it is.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';

const forbidden = [
  "fetch('https://localhost')",
  'new XMLHttpRequest()',
  "new WebSocket('wss://localhost')",
  "new EventSource('/')",
  "new BroadcastChannel('x')",
  'setTimeout(() => {}, 0)',
  'setInterval(() => {}, 1000)',
  'setImmediate(() => {})',
  'requestAnimationFrame(() => {})',
  "indexedDB.open('x')",
  "localStorage.getItem('x')",
  "sessionStorage.setItem('x', 'y')",
  "caches.open('x')",
  'crypto.randomUUID()',
  'crypto.getRandomValues(new Uint8Array(1))',
  'crypto.subtle',
  'Math.random()',
  'Date.now()',
  'new Date()',
  'Date()',
  'performance.now()',
];
const allowed = ['new Date(0).getTime()', "Date.parse('2026-01-05T08:00:00Z')", 'Date.UTC(2026, 0, 5)'];

/** What each of them did after the globals were poisoned: the error's text, or null. */
function after(poisoned: boolean): Readonly<Record<string, string | null>> {
  const module = new URL('./poisoned-globals.ts', import.meta.url).href;
  const code = `
    import { poisonGlobals } from ${JSON.stringify(module)};
    if (${String(poisoned)}) poisonGlobals();
    const said = {};
    for (const text of ${JSON.stringify([...forbidden, ...allowed])}) {
      try { (0, eval)(text); said[text] = null; } catch (error) { said[text] = error.message; }
    }
    console.log(JSON.stringify(said));
    process.exit();`;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, string | null>;
}

describe('the poisoned globals of a worker', () => {
  it('bite whoever reads time, chance, network, timers or storage beside the ports', () => {
    const said = after(true);
    const deaf = forbidden.filter((text) => !said[text]?.includes('has to go through a port'));
    expect(deaf).toEqual([]);
    expect(allowed.filter((text) => said[text] !== null)).toEqual([]);
  });

  it('would be there and silent otherwise', () => {
    const said = after(false);
    for (const text of ['crypto.randomUUID()', 'Math.random()', 'new Date()', 'performance.now()'])
      expect([text, said[text]]).toEqual([text, null]);
  });
});
