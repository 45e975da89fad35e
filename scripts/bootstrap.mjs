// Brings node_modules in step with the lock file before anything else runs. Plain Node, no package:
// on a fresh clone nothing is installed yet, and with ignore-scripts npm would skip a `prestart`.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(import.meta.dirname ?? path.dirname(fileURLToPath(import.meta.url)), '..');

const oldestNode = [20, 19, 0];
const stampFile = path.join(root, 'node_modules', '.installed-from');

/** Installs when lock file, .npmrc, Node version or platform changed; otherwise takes a millisecond. */
export function bootstrap() {
  refuseOldNode(process.versions.node);
  const stamp = installationStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  refuseLinkedModules();
  const startedAtMs = Date.now();
  console.log('Installing packages (npm ci), once per change of the lock file …');
  const { command, args } = npmCommand();
  const result = spawnSync(command, [...args, 'ci', '--no-progress', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command === 'npm.cmd',
  });
  if (result.status !== 0) {
    console.error(
      'npm ci did not finish. Check the network and the registry of npm, then run the command again.',
    );
    process.exit(1);
  }
  writeFileSync(stampFile, stamp);
  console.log(`Packages installed in ${((Date.now() - startedAtMs) / 1000).toFixed(1)} s`);
}

function refuseOldNode(version) {
  const parts = version.split('.').map(Number);
  const difference =
    oldestNode.map((wanted, at) => (parts[at] ?? 0) - wanted).find((step) => step !== 0) ?? 0;
  if (difference >= 0) return;
  console.error(
    `Sales Sync for Outlook needs Node ${oldestNode.join('.')} or newer; this is Node ${version}. ` +
      'Install a newer Node from https://nodejs.org and run the command again.',
  );
  process.exit(1);
}

// `npm ci` empties node_modules first; through a link it would empty the installation of another checkout.
function refuseLinkedModules() {
  const modules = path.join(root, 'node_modules');
  if (!lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  console.error(
    `${modules} is a link and its packages do not fit the lock file. Remove the link and run the command again.`,
  );
  process.exit(1);
}

function installationStamp() {
  const hash = createHash('sha256');
  for (const name of ['package-lock.json', '.npmrc']) hash.update(readFileSync(path.join(root, name)));
  hash.update(`${process.version} ${process.platform} ${process.arch}`);
  return hash.digest('hex');
}

// npm_execpath is the npm that started us: the one on PATH may be another version or be missing.
function npmCommand() {
  const npm = process.env.npm_execpath;
  if (npm && /\.[cm]?js$/.test(npm) && /npm/.test(path.basename(npm)))
    return { command: process.execPath, args: [npm] };
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [] };
}

/** True when `moduleUrl` is the file that node was started with. */
export function isMain(moduleUrl) {
  return Boolean(process.argv[1]) && realpathSync(process.argv[1]) === realpathSync(fileURLToPath(moduleUrl));
}

if (isMain(import.meta.url)) bootstrap();
