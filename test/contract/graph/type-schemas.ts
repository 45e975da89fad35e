// JSON Schema made from Microsoft's own TypeScript types, one definition for each entity that an answer can hold.
// Making it takes about three seconds, so it is kept in node_modules/.cache under the versions it was made from.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { isObject } from '../exchange.ts';
import type { Json } from '../exchange.ts';

const require = createRequire(import.meta.url);
const types = '@microsoft/microsoft-graph-types';
const packages = [
  require.resolve('@microsoft/microsoft-graph-types/package.json'),
  require.resolve('ts-json-schema-generator/package.json'),
];
const command = require.resolve('ts-json-schema-generator/bin/ts-json-schema-generator.js');
const cache = path.resolve(import.meta.dirname, '../../../node_modules/.cache/graph-type-schemas');

/** A schema whose `definitions` hold each of the entities; unknown members are refused. Throws for a name without a type. */
export function typeSchemas(entities: readonly string[]): Json {
  const members = entities.map((name) => `  ${name}: Microsoft.${name};`).join('\n');
  const source = `import type * as Microsoft from '${types}';\nexport interface Answers {\n${members}\n}\n`;
  const versions = packages.map((file) => String(asObject(readFileSync(file, 'utf8'))['version']));
  const stamp = createHash('sha256').update(source).digest('hex').slice(0, 8);
  const folder = path.join(cache, [...versions, stamp].join('-'));
  const file = path.join(folder, 'schema.json');
  if (!existsSync(file)) make({ source, folder, file });
  return asObject(readFileSync(file, 'utf8'));
}

function asObject(text: string): Json {
  const json: unknown = JSON.parse(text);
  if (isObject(json)) return json;
  throw new Error('a JSON object wanted');
}

/** In a process of its own: the TypeScript compiler loads several times slower inside Jest. */
function make({ source, folder, file }: Readonly<Record<'source' | 'folder' | 'file', string>>): void {
  mkdirSync(folder, { recursive: true });
  const entry = path.join(folder, 'answers.ts');
  const half = `${file}.${process.pid}`;
  writeFileSync(entry, source);
  const options = ['--path', entry, '--type', 'Answers', '--no-type-check', '--minify', '--out', half];
  execFileSync(process.execPath, [command, ...options], { env: { ...process.env, NODE_OPTIONS: '' } });
  renameSync(half, file);
}
