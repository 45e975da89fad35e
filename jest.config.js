// Four projects: `node`, `simulation` and `browser` are native ES modules (PGlite and oidc-provider need it), `dom` is CommonJS
// because Fluent UI loads twice as fast that way. Start with NODE_OPTIONS=--experimental-vm-modules (scripts/test.mjs does).
const swc = (type) => [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', tsx: true },
      transform: { react: { runtime: 'automatic' } },
      target: 'es2023',
    },
    module: { type },
    sourceMaps: 'inline',
  },
];

const esModules = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: { '^.+\\.tsx?$': swc('es6') },
  moduleNameMapper: { '^content-disposition$': '<rootDir>/test/support/jest-content-disposition.cjs' },
};
const never = ['/node_modules/', '/dist/', '/data/'];

/** @type {import('jest').Config} */
export default {
  testTimeout: 20_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
  projects: [
    {
      ...esModules,
      displayName: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...never,
        '<rootDir>/test/browser/',
        '<rootDir>/test/simulation/simulation.test.ts',
      ],
      // Dexie's core is evaluated before the first import line of a test, so the fake must be there earlier.
      setupFiles: ['fake-indexeddb/auto'],
    },
    {
      displayName: 'dom',
      testEnvironment: './test/support/jest-dom-environment.mjs',
      resolver: './test/support/jest-dom-resolver.cjs',
      testMatch: ['<rootDir>/test/**/*.test.tsx'],
      testPathIgnorePatterns: [...never, '<rootDir>/test/browser/'],
      transform: { '^.+\\.tsx?$': swc('commonjs') },
      moduleNameMapper: { '\\.css$': '<rootDir>/test/support/jest-no-style.cjs' },
      setupFiles: ['fake-indexeddb/auto'],
    },
    // Apart from the others, because it takes every core by itself.
    {
      ...esModules,
      displayName: 'simulation',
      testMatch: ['<rootDir>/test/simulation/simulation.test.ts'],
      testPathIgnorePatterns: never,
    },
    {
      ...esModules,
      displayName: 'browser',
      testMatch: ['<rootDir>/test/browser/**/*.test.ts'],
      testPathIgnorePatterns: never,
    },
  ],
};
