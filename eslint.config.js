// Strict and type-checked; what prettier does is left to prettier. Every exception below says its reason.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import a11y from 'eslint-plugin-jsx-a11y';
import officeAddins from 'eslint-plugin-office-addins';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The engine takes clock, chance, timers and network through its ports, so that a simulation can own them. */
const noWorldInSync = {
  files: ['src/sync/**'],
  rules: {
    'no-restricted-globals': [
      'error',
      ...[
        'setTimeout',
        'setInterval',
        'setImmediate',
        'queueMicrotask',
        'fetch',
        'XMLHttpRequest',
        'WebSocket',
      ],
      ...['crypto', 'performance', 'window', 'self', 'document', 'navigator', 'localStorage', 'indexedDB'],
      ...['process', 'console', 'globalThis'],
    ],
    'no-restricted-properties': [
      'error',
      { object: 'Date', property: 'now', message: 'Take the time from the clock port.' },
      { object: 'Math', property: 'random', message: 'Take chance from a port.' },
    ],
    'no-restricted-syntax': [
      'error',
      {
        selector: "NewExpression[callee.name='Date'][arguments.length=0]",
        message: 'Take the time from the clock port.',
      },
      { selector: "CallExpression[callee.name='Date']", message: 'Take the time from the clock port.' },
    ],
  },
};

/** Judgement is pure: nothing in the plan waits for anything. */
const noWaitingInPlan = {
  files: ['src/sync/plan/**'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...noWorldInSync.rules['no-restricted-syntax'].slice(1),
      { selector: ':function[async=true], AwaitExpression', message: 'The plan decides; src/sync/run does.' },
      { selector: "Identifier[name='Promise']", message: 'The plan decides; src/sync/run does.' },
    ],
  },
};

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'coverage/', 'test-results/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers in template strings read the same in every language; the strict default would ask for String(n).
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `() => void promise` is how an event handler starts asynchronous work.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      // Adapters answer promises because their port does; `async` turns their throws into rejections.
      '@typescript-eslint/require-await': 'off',
      // Objects here are closures without `this`, so their members may be taken apart.
      '@typescript-eslint/unbound-method': 'off',
      // What is kept as JSON is keyed by ids, and entries end.
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `== null` asks for null and undefined at once.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'Buffer',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'fetch',
          'AbortSignal',
          '__dirname',
          'require',
          'module',
        ]
          .concat(['BroadcastChannel', 'globalThis'])
          .map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.tsx'],
    extends: [hooks.configs.flat.recommended, a11y.flatConfigs.recommended],
  },
  {
    // Its `recommended` set is about Excel's proxy objects; this is the one rule that says something in Outlook.
    files: ['src/taskpane/**'],
    plugins: { 'office-addins': officeAddins },
    rules: { 'office-addins/no-office-initialize': 'error' },
  },
  noWorldInSync,
  noWaitingInPlan,
);
