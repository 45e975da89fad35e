// Bundles the reference pages and the probe as the pane is bundled, into a folder of their own.

import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';

const html = (script: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${script}</title><body><div id="root"></div>` +
  `<script defer src="/bench/${script}.js"></script></body></html>`;

/** Throws what webpack has to say when it fails. */
export async function buildPages(folder: string): Promise<void> {
  const stats = await compile({
    mode: 'production',
    context: path.resolve(import.meta.dirname, '../../..'),
    target: ['web', 'es2022'],
    entry: {
      probe: fileURLToPath(new URL('./pages/probe.ts', import.meta.url)),
      'plain-table': fileURLToPath(new URL('./pages/plain-table.ts', import.meta.url)),
      'data-grid': fileURLToPath(new URL('./pages/data-grid.tsx', import.meta.url)),
    },
    output: { path: folder, filename: '[name].js' },
    module: {
      rules: [
        {
          test: /\.tsx?$/,
          use: {
            loader: 'swc-loader',
            options: {
              jsc: {
                parser: { syntax: 'typescript', tsx: true },
                transform: { react: { runtime: 'automatic' } },
                target: 'es2022',
              },
            },
          },
        },
      ],
    },
    performance: { hints: false },
  });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  for (const page of ['plain-table', 'data-grid'])
    writeFileSync(path.join(folder, `${page}.html`), html(page));
}

function compile(configuration: webpack.Configuration): Promise<webpack.Stats> {
  return new Promise((resolve, reject) => {
    const compiler = webpack(configuration);
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (stats) resolve(stats);
        else reject(error ?? new Error('webpack gave no answer'));
      });
    });
  });
}
