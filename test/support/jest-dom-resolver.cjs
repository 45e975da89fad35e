// The dom project runs as CommonJS, but a few packages exist as ES modules only. They are copied once, compiled by swc,
// below node_modules/.cache and resolved there; every other name goes the ordinary way.
const {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const path = require('node:path');
const { transformSync } = require('@swc/core');

const esModulesOnly = new Set(['wouter', 'oauth4webapi', 'p-limit', 'yocto-queue', 'jose', 'csv-parse']);
const modules = path.resolve(__dirname, '../../node_modules');

module.exports = function resolve(name, options) {
  const packageName = name.split('/')[0];
  if (!esModulesOnly.has(packageName)) return options.defaultResolver(name, options);
  const basedir = compiledCopy(packageName);
  // wouter and its like have no `require` condition: `import` names the file that was compiled.
  const conditions = [...new Set([...(options.conditions ?? []), 'import', 'default'])];
  return options.defaultResolver(name, { ...options, basedir, conditions });
};

/** Folder whose node_modules holds the compiled package. */
function compiledCopy(packageName) {
  const original = path.join(modules, packageName);
  const manifest = JSON.parse(readFileSync(path.join(original, 'package.json'), 'utf8'));
  const home = path.join(modules, '.cache', 'jest-commonjs', `${packageName}-${manifest.version}`);
  if (existsSync(home)) return home;
  const draft = `${home}.${process.pid}`;
  const copy = path.join(draft, 'node_modules', packageName);
  mkdirSync(copy, { recursive: true });
  cpSync(original, copy, { recursive: true, filter: (file) => !/\.(map|d\.ts)$|\/node_modules$/.test(file) });
  writeFileSync(path.join(copy, 'package.json'), JSON.stringify({ ...manifest, type: 'commonjs' }));
  for (const file of readdirSync(copy, { recursive: true })) {
    if (file.endsWith('.js')) compile(path.join(copy, file));
  }
  try {
    renameSync(draft, home);
  } catch (error) {
    // Another worker was first: its copy is the same.
    rmSync(draft, { recursive: true });
    if (!existsSync(home)) throw error;
  }
  return home;
}

function compile(file) {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'ecmascript' }, target: 'es2023' },
    module: { type: 'commonjs' },
    configFile: false,
    swcrc: false,
  });
  writeFileSync(file, code);
}
