// A Chromium for the tests: BROWSER_PATH, an installed one, else the one among the packages (Linux x64), unpacked once.
// The package's own executablePath() is not used: it unpacks to a fixed name without a lock and never checks the version.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { root } from './bootstrap.mjs';

const installed = {
  linux: [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/usr/bin/google-chrome-stable',
    '/usr/bin/microsoft-edge',
    '/snap/bin/chromium',
  ],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].flatMap((variable) =>
    ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((file) =>
      path.join(process.env[variable] ?? '', file),
    ),
  ),
};

/** Path of an executable that answers to Chromium's flags. Throws an Error whose message names the remedy. */
export function findBrowser() {
  const wished = process.env.BROWSER_PATH;
  if (wished) {
    if (existsSync(wished)) return wished;
    throw new Error(`BROWSER_PATH names ${wished}, which does not exist. Correct it or unset it.`);
  }
  const found = (installed[process.platform] ?? []).find((file) => existsSync(file));
  const browser = found ?? packagedBrowser()?.path;
  if (browser) return browser;
  throw new Error('No browser was found. Install Chrome, Edge or Chromium, or name one with BROWSER_PATH.');
}

/** The one among the packages and the configuration of its own fonts; null where it does not run. */
export function packagedBrowser() {
  const home = path.join(root, 'node_modules/@sparticuz/chromium');
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync(home)) return null;
  const major = JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')).version.split('.')[0];
  const folder = path.join(root, `node_modules/.cache/chromium-${major}`);
  if (!existsSync(folder)) unpackBrowser(path.join(home, 'bin'), folder);
  return { path: path.join(folder, 'start'), fonts: path.join(folder, 'fonts.conf') };
}

/** Unpacks beside its place and renames, so that a half unpacked browser is never found. */
function unpackBrowser(packed, folder) {
  const draft = `${folder}.${process.pid}`;
  mkdirSync(draft, { recursive: true });
  writeFileSync(
    path.join(draft, 'chromium'),
    brotliDecompressSync(readFileSync(path.join(packed, 'chromium.br'))),
  );
  for (const archive of ['al2023.tar.br', 'fonts.tar.br', 'swiftshader.tar.br']) {
    untar(brotliDecompressSync(readFileSync(path.join(packed, archive))), draft);
  }
  const fonts = `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>\n`;
  writeFileSync(path.join(draft, 'fonts.conf'), fonts);
  writeFileSync(path.join(draft, 'start'), startScript);
  for (const file of ['chromium', 'start']) chmodSync(path.join(draft, file), 0o755);
  try {
    renameSync(draft, folder);
  } catch (error) {
    // Another process was first: its copy is the same.
    rmSync(draft, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

// The package brings NSS, NSPR and expat along, for machines that have none of Chromium's libraries.
const startScript = `#!/bin/sh
here=$(dirname "$0")
[ -d /etc/fonts ] || export FONTCONFIG_FILE="$here/fonts.conf"
LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" exec "$here/chromium" "$@"
`;

/** Plain ustar with short names, as in these archives: 512 byte headers, octal sizes, content padded to 512. */
function untar(archive, target) {
  const text = (from, length) => archive.toString('utf8', from, from + length).split('\0')[0];
  for (let at = 0; at + 512 <= archive.length;) {
    const name = text(at, 100);
    if (!name) return;
    const size = Number.parseInt(text(at + 124, 12), 8);
    const file = path.join(target, name);
    if (name.endsWith('/')) mkdirSync(file, { recursive: true });
    else {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, archive.subarray(at + 512, at + 512 + size));
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}
