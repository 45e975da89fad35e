// Bundles the page and answers the browser's requests for it; nothing listens anywhere.

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import type { BrowserContext } from 'playwright-core';

/** secure to a browser, so that everything the pane asks for is there */
export const origin = 'https://pixels.localhost';

const html =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">' +
  '<link rel="stylesheet" href="/page.css"><body><div id="root"></div><script type="module" src="/page.js"></script></html>';

export type Site = ReadonlyMap<string, { readonly contentType: string; readonly body: string }>;

/** Throws what the bundler has to say when it fails. */
export async function buildSite(): Promise<Site> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'pixels-'));
  try {
    await build({
      entryPoints: [path.join(import.meta.dirname, 'page.tsx')],
      outdir: folder,
      bundle: true,
      minify: true,
      format: 'esm',
      target: 'es2022',
      jsx: 'automatic',
      define: { 'process.env.NODE_ENV': '"production"' },
      logLevel: 'silent',
    });
    const read = (file: string): Promise<string> => readFile(path.join(folder, file), 'utf8');
    return new Map([
      ['/', { contentType: 'text/html', body: html }],
      ['/page.js', { contentType: 'text/javascript', body: await read('page.js') }],
      ['/page.css', { contentType: 'text/css', body: await read('page.css') }],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every request of this context ends here: a page that asks for more gets 404. */
export async function serve(context: BrowserContext, site: Site): Promise<void> {
  await context.route('**/*', async (route) => {
    const answer = site.get(new URL(route.request().url()).pathname);
    await route.fulfill(answer ?? { status: 404 });
  });
}
