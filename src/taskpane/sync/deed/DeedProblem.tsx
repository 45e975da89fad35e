// Why a deed did not work, below the button that was pressed.

import { useTranslation } from 'react-i18next';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { Notice } from '../frame/Notice.tsx';
import { changedMeanwhile } from '../../session/session.ts';
import type { Deed } from './use-deed.ts';

export function DeedProblem({ deed }: { readonly deed: Deed }) {
  const { t } = useTranslation();
  const causes = useCauseWords();
  const { isOnline } = useSnapshot();
  if (!deed.problem) return null;
  const isChanged = deed.problem.code === changedMeanwhile;
  return (
    <Notice title={t('problem.saveFailed')} facts={deed.problem}>
      {isChanged ? t('problem.changed') : isOnline ? causes.user(deed.problem.cause) : t('problem.offline')}
    </Notice>
  );
}
