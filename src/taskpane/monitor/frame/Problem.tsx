// A question to the relay that was not answered: what that means, and the way on. A deed without an answer may have been done:
// it must not say that nothing was changed.

import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { isRelayError } from '../../../remote/relay/relay-call.ts';
import { Notice } from '../../sync/frame/Notice.tsx';
import { supportFacts } from './support-facts.ts';

export interface ProblemProps {
  readonly error: unknown;
  readonly onRetry?: () => void;
  /** somebody pressed a button for it: nobody repeats it by themselves */
  readonly isDeed?: boolean;
}

export type ProblemKind = 'unreachable' | 'forbidden' | 'busy' | 'storage' | 'failed';

/** The sentence that fits, by what the relay said. */
export function problemKind(error: unknown): ProblemKind {
  if (!isRelayError(error)) return 'failed';
  if (error.reason === 'unreachable' || error.problem?.code === 'unavailable') return 'unreachable';
  switch (error.problem?.code) {
    case 'forbidden':
    case 'unauthenticated':
      return 'forbidden';
    case 'rate-limited':
      return 'busy';
    case 'storage-full':
      return 'storage';
    default:
      return 'failed';
  }
}

export function Problem({ error, onRetry, isDeed = false }: ProblemProps) {
  const { t } = useTranslation('monitor');
  const kind = problemKind(error);
  return (
    <Notice
      title={t(`problem.${kind}.title`)}
      facts={supportFacts(error)}
      actions={onRetry ? <Button onClick={onRetry}>{t('problem.retry')}</Button> : undefined}
    >
      {t(isDeed && kind === 'unreachable' ? 'problem.unreachable.deed' : `problem.${kind}.body`)}
    </Notice>
  );
}
