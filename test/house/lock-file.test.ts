// npm leaves binaries for other platforms out of the lock file without a word when the registry lacks them for a day;
// `npm ci` then fails on somebody else's machine.
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { read } from './tree.ts';

const names = z.record(z.string(), z.string()).optional();
const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: names, resolved: z.string().optional() })),
});

type Packages = z.output<typeof lockSchema>['packages'];

/** npm's own resolution: the nearest node_modules, then upwards. */
function isResolved(packages: Packages, from: string, name: string): boolean {
  if (`${from === '' ? '' : `${from}/`}node_modules/${name}` in packages) return true;
  if (from === '') return false;
  return isResolved(packages, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name);
}

function missingOptional(packages: Packages): string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isResolved(packages, place, name))
      .map((name) => `${name}, wanted by ${place}`),
  );
}

describe('lock file', () => {
  const { packages } = lockSchema.parse(JSON.parse(read('package-lock.json')));

  it('holds every optional dependency, so that npm ci works on every platform', () => {
    expect(missingOptional(packages)).toEqual([]);
  });

  it('finds an optional dependency that was left out', () => {
    const optionalDependencies = { 'binary-for-mac': '1.0.0', 'binary-for-linux': '1.0.0' };
    const planted = {
      'node_modules/a/node_modules/tool': { optionalDependencies },
      'node_modules/binary-for-linux': {},
    };
    expect(missingOptional(planted)).toEqual(['binary-for-mac, wanted by node_modules/a/node_modules/tool']);
  });

  it('names no registry', () => {
    const resolved = Object.entries(packages).filter(([, { resolved: from }]) => from?.includes('://'));
    expect(resolved.map(([place]) => place)).toEqual([]);
  });
});
