// One map from cause code to words, for the screens of the rep and for the Monitor. A code that is newer than this
// build reads as `unknown`; its name stays visible behind *Details*.

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { remedies, type Fixer } from '../../contract/remedies.ts';
import type { CauseCode } from '../../sync/model/cause.ts';

export interface CauseWords {
  /** two to four words, for lists and cards */
  name(code: CauseCode): string;
  /** one sentence for the person it happened to */
  user(code: CauseCode): string;
  /** one sentence for an administrator, with the way out */
  administrator(code: CauseCode): string;
  /** label of the button that mends it; null where nothing is to be done */
  action(code: CauseCode): string | null;
  fixer(code: CauseCode): string;
}

export function useCauseWords(): CauseWords {
  const { t } = useTranslation('causes');
  return useMemo(
    () => ({
      name: (code) => t(`name.${known(code)}`),
      user: (code) => t(`user.${known(code)}`),
      administrator: (code) => t(`administrator.${known(code)}`),
      action: (code) => {
        const { action } = remedies[known(code)];
        return action === 'none' ? null : t(`action.${action}`);
      },
      fixer: (code) => t(`fixer.${fixerOf(code)}`),
    }),
    [t],
  );
}

function fixerOf(code: CauseCode): Fixer {
  return remedies[known(code)].fixer;
}

function known(code: CauseCode): CauseCode {
  return Object.hasOwn(remedies, code) ? code : 'unknown';
}
