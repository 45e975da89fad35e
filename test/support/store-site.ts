// Serves the store's test page on http://localhost without a bundler: sources are TypeScript modules with full file
// names, so stripping their types is all a browser needs.

import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import { transform } from '@swc/core';

const root = path.resolve(import.meta.dirname, '../..');

const served = /^\/(src|test|node_modules\/dexie)\//;

const page = `<!doctype html><meta charset="utf-8"><title>store</title>
<script type="importmap">{ "imports": { "dexie": "/node_modules/dexie/dist/modern/dexie.mjs" } }</script>
<script type="module" src="/test/support/store-page.ts"></script>`;

export interface StoreSite {
  readonly origin: string;
  close(): Promise<void>;
}

/** On a free port. */
export async function startStoreSite(): Promise<StoreSite> {
  const server = createServer((request, response) => {
    bodyFor(request.url ?? '/').then(
      ({ type, body }) => response.setHeader('content-type', type).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => closed(server) };
}

async function bodyFor(url: string): Promise<{ readonly type: string; readonly body: string }> {
  const { pathname } = new URL(url, 'http://localhost');
  if (pathname === '/') return { type: 'text/html', body: page };
  if (!served.test(pathname)) throw new Error('not served');
  const source = await readFile(path.join(root, pathname), 'utf8');
  if (!pathname.endsWith('.ts')) return { type: 'text/javascript', body: source };
  const { code } = await transform(source, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'es6' },
  });
  return { type: 'text/javascript', body: code };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
