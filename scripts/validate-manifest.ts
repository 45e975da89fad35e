// npm run validate: our own lint, then Microsoft's online check when it can be reached. Arguments: manifest files;
// without any, manifest.xml and, when there is a build, dist/manifest.xml.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { validateManifest } from 'office-addin-manifest';
import { lintManifest } from './manifest/lint-manifest.ts';

const root = path.resolve(import.meta.dirname, '..');
const onlineTimeoutMs = 30_000;

function lint(file: string): string[] {
  const xml = readFileSync(file, 'utf8');
  const readBelowRoot = (name: string) => {
    const full = path.join(root, name);
    return existsSync(full) ? readFileSync(full) : undefined;
  };
  try {
    const isDevelopment = xml.includes('//localhost');
    const isMeantForProduction =
      Boolean(process.env['ADDIN_URL']) && file.includes(`${path.sep}dist${path.sep}`);
    return lintManifest(xml, {
      readFile: readBelowRoot,
      isDevelopment: isDevelopment && !isMeantForProduction,
    });
  } catch (error) {
    return [`The manifest cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** What the online check said, in a sentence; a problem only when it was reached and refused the manifest. */
async function checkOnline(file: string): Promise<{ sentence: string; isRefused: boolean }> {
  const timeout = new Promise<never>((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error('no answer in 30 seconds'));
    }, onlineTimeoutMs).unref();
  });
  try {
    const { isValid, report, status } = await Promise.race([validateManifest(file), timeout]);
    if (isValid) return { sentence: "Microsoft's online check accepts it.", isRefused: false };
    const errors = report?.errors?.map(({ title, content }) => `${title ?? ''} ${content ?? ''}`.trim());
    if (errors === undefined) {
      return {
        sentence: `Microsoft's online check gave no verdict (HTTP ${status ?? 0}).`,
        isRefused: false,
      };
    }
    return { sentence: `Microsoft's online check refuses it:\n  ${errors.join('\n  ')}`, isRefused: true };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return {
      sentence: `Microsoft's online check did not run (${reason}); only our own did.`,
      isRefused: false,
    };
  }
}

const named = process.argv.slice(2);
const builtManifest = path.join(root, 'dist/manifest.xml');
const usual = [path.join(root, 'manifest.xml'), ...(existsSync(builtManifest) ? [builtManifest] : [])];

for (const file of named.length > 0 ? named.map((name) => path.resolve(name)) : usual) {
  const problems = lint(file);
  const shown = path.relative(process.cwd(), file);
  console.log(problems.length === 0 ? `${shown}: our checks pass.` : `${shown}:\n  ${problems.join('\n  ')}`);
  const { sentence, isRefused } = await checkOnline(file);
  console.log(`${shown}: ${sentence}`);
  if (problems.length > 0 || isRefused) process.exitCode = 1;
}
