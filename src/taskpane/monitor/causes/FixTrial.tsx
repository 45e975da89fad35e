// What became of the trial, in one sentence.

import { Spinner } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../sync/frame/Notice.tsx';
import { useCauseWords } from '../../shell/cause-words.ts';
import { Problem } from '../frame/Problem.tsx';
import type { Trial } from './use-fix.ts';

export function FixTrial({ trial }: { readonly trial: Trial }) {
  const { t } = useTranslation('causes-view');
  const { t: monitor } = useTranslation('monitor');
  const causes = useCauseWords();
  const { user, verdict, error } = trial;
  const name = user.displayName;
  if (error) return <Problem error={error} isDeed />;
  if (verdict === null) return <Spinner size="tiny" label={t('dialog.trying', { name })} role="status" />;
  switch (verdict.state) {
    case 'works':
      return <Notice intent="success">{t('dialog.works', { name })}</Notice>;
    case 'fails': {
      const reason = verdict.cause === null ? t('otherFailure') : causes.name(verdict.cause);
      return <Notice>{t('dialog.worksNot', { name, reason })}</Notice>;
    }
    case 'skipped':
      return (
        <Notice intent="warning">
          {t('dialog.skipped', { name, reason: monitor(`refusal.${verdict.reason}`) })}
        </Notice>
      );
    case 'queued':
      return <Notice intent="info">{t('dialog.waits', { name })}</Notice>;
    case 'silent':
      return <Notice intent="warning">{t('dialog.silent', { name })}</Notice>;
  }
}
