// Makes every key of t() checked by the compiler against the English words.

import 'i18next';
import type { english } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'pane';
    resources: typeof english;
  }
}
