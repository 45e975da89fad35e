// Builds the pane into dist/. Always the production form: budgets and journeys are measured on what people get.
// ADDIN_URL (with ADDIN_ID) makes the build for a real tenant; without it everything points at https://localhost:3000.
import path from 'node:path';
import { constants, brotliCompressSync } from 'node:zlib';
import CopyPlugin from 'copy-webpack-plugin';
import HtmlPlugin from 'html-webpack-plugin';
import MinimizerPlugin from 'minimizer-webpack-plugin';
import webpack from 'webpack';
import { finishManifest, readTarget } from './scripts/build-target.mjs';

const root = import.meta.dirname;
const target = readTarget(process.env);

// What office.js loads by name: in a plain browser the first two, in Outlook the file of the host and its words.
const officeFiles = [
  'office.js',
  'o15apptofilemappingtable.js',
  'outlook-web-16.01.js',
  'outlook-win32-16.01.js',
  'outlook-win32-16.02.js',
  'outlook-mac-16.00.js',
  'telemetry/oteljs_agave.js',
  ...['ar-sa', 'de-de', 'en-us', 'es-es', 'fr-fr', 'ja-jp'].flatMap((locale) => [
    `${locale}/office_strings.js`,
    `${locale}/outlook_strings.js`,
  ]),
];

const buildIdPlace = '__BUILD_ID__';

/** The build's id is the hash of its content, known only when everything is built. */
class InsertBuildId {
  apply(compiler) {
    compiler.hooks.thisCompilation.tap('InsertBuildId', (compilation) => {
      HtmlPlugin.getHooks(compilation).beforeEmit.tap('InsertBuildId', (page) => ({
        ...page,
        html: page.html.replace(buildIdPlace, compilation.hash),
      }));
    });
  }
}

/** Writes `file.br` beside every text file that is worth it; the relay serves it to browsers that accept brotli. */
class Precompress {
  apply(compiler) {
    const { Compilation, sources } = webpack;
    compiler.hooks.thisCompilation.tap('Precompress', (compilation) => {
      const stage = Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_TRANSFER;
      compilation.hooks.processAssets.tap({ name: 'Precompress', stage }, (assets) => {
        for (const [name, asset] of Object.entries(assets)) {
          const content = Buffer.from(asset.source());
          if (!/\.(js|css|html|svg)$/.test(name) || content.length < 1024) continue;
          // 9 of 11: within two percent of the smallest, ten times faster.
          const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
          compilation.emitAsset(`${name}.br`, new sources.RawSource(brotliCompressSync(content, { params })));
        }
      });
    });
  }
}

const page = (name, chunk) =>
  new HtmlPlugin({
    template: `src/taskpane/${name}.html`,
    filename: `${name}.html`,
    chunks: [chunk],
    scriptLoading: 'defer',
    // For the template: which Office.js this target loads, and the build that a stale pane compares itself with.
    officeScript: target.officeScript,
    buildId: buildIdPlace,
    minify: { collapseWhitespace: true, removeComments: true },
  });

const packagesOf = (name, test, priority) => ({ name: `${name}-packages`, test, priority, enforce: true });
const isNamed = (name) => (chunk) => chunk.name === name;

export default {
  mode: 'production',
  context: root,
  target: ['web', 'es2022'],
  devtool: 'source-map',
  entry: { taskpane: './src/taskpane/index.tsx', redirect: './src/taskpane/redirect.ts' },
  output: {
    path: path.join(root, 'dist'),
    filename: 'bundle/[name].[contenthash:16].js',
    chunkFilename: 'bundle/[name].[contenthash:16].js',
    cssFilename: 'bundle/[name].[contenthash:16].css',
    cssChunkFilename: 'bundle/[name].[contenthash:16].css',
    assetModuleFilename: 'bundle/[name].[contenthash:16][ext]',
    publicPath: '/',
    clean: true,
  },
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
  experiments: { css: true },
  optimization: {
    minimizer: [new MinimizerPlugin({ minify: MinimizerPlugin.swcMinify, extractComments: false })],
    // Only what is imported lazily is split further. What every start waits for comes in few files: twenty small ones take
    // longer to ask for than to read.
    splitChunks: {
      chunks: 'async',
      cacheGroups: {
        data: packagesOf('data', /node_modules[\\/](zod|dexie)[\\/]/, 20),
        ...Object.fromEntries(
          ['session', 'monitor'].map((part) => [
            part,
            { ...packagesOf(part, /node_modules/, 10), chunks: isNamed(part) },
          ]),
        ),
      },
    },
  },
  plugins: [
    page('taskpane', 'taskpane'),
    page('redirect', 'redirect'),
    new InsertBuildId(),
    new CopyPlugin({
      patterns: [
        { from: 'assets/*.{png,svg}', to: '[path][name][ext]' },
        { from: 'manifest.xml', transform: (content) => finishManifest(String(content), target) },
        ...(target.isDevelopment
          ? officeFiles.map((file) => ({
              from: `node_modules/@microsoft/office-js/dist/${file}`,
              to: `office/${file}`,
              info: { minimized: true },
            }))
          : []),
      ],
    }),
    new Precompress(),
  ],
  cache: {
    type: 'filesystem',
    cacheDirectory: path.join(root, 'node_modules/.cache/webpack'),
    buildDependencies: { config: [import.meta.filename] },
    version: target.addinUrl,
  },
  performance: { hints: false },
  stats: 'errors-warnings',
};
