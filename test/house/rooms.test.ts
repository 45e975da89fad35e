// The house table as dependency-cruiser enforces it, with planted violations: a rule that finds nothing proves nothing.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { filesBelow, root } from './tree.ts';

const rooms = createRequire(import.meta.url)('./rooms.cjs') as {
  readonly roomOf: (file: string) => string | undefined;
};
const reportSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
});

/** Violations below `folder`/src as `file -> target: rule`. */
function violations(folder: string): string[] {
  const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const config = path.join(root, '.dependency-cruiser.cjs');
  const output = execFileSync(
    process.execPath,
    [cruiser, 'src', '--config', config, '--output-type', 'json'],
    {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1_024 * 1_024,
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  const { violations: all } = reportSchema.parse(JSON.parse(output)).summary;
  return all.map(({ from, to, rule }) => `${from} -> ${to}: ${rule.name}`);
}

const planted: Record<string, string> = {
  'src/sync/model/record.ts': 'export const record = 1;\n',
  'src/sync/model/wrong-floor.ts':
    "import type { Row } from '../../store/row.ts';\nexport type Kept = Row;\n",
  'src/sync/plan/lazily.ts': "export const load = () => import('../run/deed.ts');\n",
  'src/sync/run/deed.ts': "import { readFileSync } from 'node:fs';\nexport const deed = readFileSync;\n",
  'src/sync/run/packaged.ts': "import { z } from 'zod';\nexport const schema = z.string();\n",
  'src/store/row.ts':
    "import { record } from '../sync/model/record.ts';\nexport interface Row { a: typeof record }\n",
  'src/contract/wire.ts': "import { deed } from '../sync/run/deed.ts';\nexport const wire = deed;\n",
  'src/sandbox/a.ts': "import { b } from './b.ts';\nexport const a = () => b;\n",
  'src/sandbox/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
  'src/sandbox/curious.ts':
    "import { record } from '../sync/model/record.ts';\nexport const seen = record;\n",
  'src/attic/box.ts': "import { record } from '../sync/model/record.ts';\nexport const box = record;\n",
  'src/relay/lost.ts': "import { gone } from './gone.ts';\nexport const lost = gone;\n",
};

describe('rooms', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rooms-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('finds each planted violation, types and dynamic imports included', () => {
    for (const [file, text] of Object.entries(planted)) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(path.join(root, 'node_modules/zod'), path.join(folder, 'node_modules/zod'));
    const found = violations(folder).map((line) => line.replace(/-> .*node_modules.*:/, '-> a package:'));
    expect(new Set(found)).toEqual(
      new Set([
        'src/sync/model/wrong-floor.ts -> src/store/row.ts: sync/model imports a room it may not',
        'src/sync/plan/lazily.ts -> src/sync/run/deed.ts: sync/plan imports a room it may not',
        'src/sync/run/deed.ts -> fs: sync/run imports a module of Node',
        'src/sync/run/packaged.ts -> a package: sync/run imports a package it may not',
        'src/contract/wire.ts -> src/sync/run/deed.ts: contract imports a room it may not',
        'src/sandbox/a.ts -> src/sandbox/b.ts: a cycle',
        'src/sandbox/curious.ts -> src/sync/model/record.ts: sandbox imports a room it may not',
        'src/attic/box.ts -> src/sync/model/record.ts: a file in no room',
        'src/relay/lost.ts -> ./gone.ts: an import that leads nowhere',
      ]),
    );
  });

  it('finds none in the house', () => {
    expect(violations(root)).toEqual([]);
  });

  it('has a room for every file of src', () => {
    expect(filesBelow('src').filter((file) => rooms.roomOf(file) === undefined)).toEqual([]);
  });

  it.each([
    ['src/sync/plan/merge-record.ts', 'sync/plan'],
    ['src/remote/graph/wire.ts', 'remote'],
    ['src/sync/loose.ts', undefined],
  ])('says that %s belongs to %s', (file, room) => {
    expect(rooms.roomOf(file)).toBe(room);
  });
});
