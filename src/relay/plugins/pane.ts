// Serves the built pane: pages are always asked for anew, files with a hash in their name never. Files that the build
// compressed go out as they are.

import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import { paneConfiguration } from '../../contract/pane-configuration.ts';
import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import type { RelayApp } from '../relay-app.ts';

export interface Pane {
  readonly directory: string;
  readonly configuration: PaneConfiguration;
}

const hashedName = /\.[0-9a-f]{8,}\.[a-z0-9]+(?:\.br)?$/;
const forEver = 'public, max-age=31536000, immutable';

export async function installPane(app: RelayApp, pane: Pane): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(pane.directory),
    index: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    schemaHide: true,
    setHeaders(reply, path) {
      reply.header('cache-control', hashedName.test(path) ? forEver : 'no-cache');
    },
  });
  app.get('/', { schema: { hide: true } }, (_request, reply) => reply.sendFile('taskpane.html'));
  // Addresses that people type or shorten: the pane keeps its places behind the `#`.
  for (const path of ['/monitor', '/monitor/*'])
    app.get(path, { schema: { hide: true } }, (request, reply) => reply.redirect(`/#${request.url}`));
  app.get('/config.json', {
    schema: {
      tags: ['pane'],
      summary: 'What the pane must know before any sign-in',
      response: { 200: paneConfiguration },
    },
    handler: async (_request, reply) => {
      void reply.header('cache-control', 'no-cache');
      return pane.configuration;
    },
  });
}
