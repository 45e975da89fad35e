// Files of one folder, as a web server sends them that wants to be fast: the reference pages get no handicap.

import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
};

/** The handler answers whether the request was its own. */
export function serveFolder(
  prefix: string,
  folder: string,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  return (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://localhost');
    if (!pathname.startsWith(prefix)) return false;
    const name = path.basename(pathname);
    try {
      const content = readFileSync(path.join(folder, name));
      const type = types[path.extname(name)] ?? 'application/octet-stream';
      const isPage = type.startsWith('text/html');
      response.writeHead(200, {
        'content-type': type,
        'cache-control': isPage ? 'no-cache' : 'public, max-age=3600, immutable',
      });
      response.end(content);
    } catch {
      response.writeHead(404).end();
    }
    return true;
  };
}
