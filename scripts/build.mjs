// Builds the pane into dist/, unless its sources are the ones that dist/ was built from.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bootstrap, isMain, root } from './bootstrap.mjs';
import { readTarget } from './build-target.mjs';
import { runNode } from './run-child.mjs';

const sources = [
  ...['taskpane', 'sync', 'remote', 'contract', 'store'].map((room) => `src/${room}`),
  ...['assets', 'manifest.xml', 'webpack.config.js', 'scripts/build-target.mjs', 'package-lock.json'],
];
const stampFile = path.join(root, 'dist', '.built-from');

/** Resolves to false when the build failed; webpack has said why. */
export async function buildPane() {
  const stamp = sourcesStamp();
  if (isPaneBuilt(stamp)) return true;
  const startedAtMs = Date.now();
  console.log('Building the pane …');
  const code = await runNode(['node_modules/webpack/bin/webpack.js', '--config', 'webpack.config.js']);
  if (code !== 0) return false;
  writeFileSync(stampFile, stamp);
  console.log(`Pane built in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
  return true;
}

export function isPaneBuilt(stamp = sourcesStamp()) {
  const isHere = existsSync(stampFile) && existsSync(path.join(root, 'dist/taskpane.html'));
  return isHere && readFileSync(stampFile, 'utf8') === stamp;
}

function sourcesStamp() {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(source))) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  hash.update(`${process.env.ADDIN_URL ?? ''}\0${process.env.ADDIN_ID ?? ''}`);
  return hash.digest('hex');
}

function filesBelow(source) {
  const full = path.join(root, source);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [source];
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

if (isMain(import.meta.url)) {
  bootstrap();
  try {
    readTarget(process.env);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
  if (!(await buildPane())) process.exit(1);
  console.log('The pane is in dist/taskpane.html, the manifest in dist/manifest.xml');
}
