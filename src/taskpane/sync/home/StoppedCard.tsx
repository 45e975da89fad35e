// The last run failed for another reason than a sign-in: the sentence of its cause, and the way out if there is one.

import { Button } from '@fluentui/react-components';
import { Warning24Filled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { remedies } from '../../../contract/remedies.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { LinkButton } from '../frame/LinkButton.tsx';
import { Details } from '../../shell/Details.tsx';
import { StateHead } from './StateHead.tsx';

export function StoppedCard() {
  const { t } = useTranslation();
  const { ago, at } = useMoments();
  const causes = useCauseWords();
  const session = useSession();
  const { problem, counts, nextRunAtMs } = useSnapshot();
  if (!problem) return null;
  const isPassing = remedies[problem.cause].fixer === 'wait';
  const title = isPassing ? t('home.state.waits') : t('home.state.stopped', { ago: ago(problem.sinceMs) });
  const next = nextRunAtMs === null ? null : t('home.nextRun', { time: at(nextRunAtMs) });
  const lost = t('home.nothingLost', { count: counts.waiting });
  return (
    <Card>
      <StateHead
        tone="warning"
        icon={<Warning24Filled />}
        title={title}
        lines={[causes.user(problem.cause), lost, next]}
      />
      <Actions>
        <Remedy cause={problem.cause} />
        <Button onClick={session.syncNow}>{t('home.syncNow')}</Button>
      </Actions>
      <Details facts={{ code: problem.cause, status: null, requestId: null }} />
    </Card>
  );
}

function Remedy({ cause }: { readonly cause: CauseCode }) {
  const { t } = useTranslation();
  const session = useSession();
  switch (remedies[cause].action) {
    case 'choose-search':
      return (
        <LinkButton to="/settings" appearance="primary">
          {t('home.goTo.settings')}
        </LinkButton>
      );
    case 'review-held':
      return (
        <LinkButton to="/held" appearance="primary">
          {t('home.goTo.held')}
        </LinkButton>
      );
    case 'choose-account':
    case 'edit-record':
      return (
        <LinkButton to="/excluded" appearance="primary">
          {t('home.goTo.list')}
        </LinkButton>
      );
    case 'sign-in-microsoft':
      return (
        <Button appearance="primary" onClick={() => void session.signIn('microsoft')}>
          {t('signIn.microsoft')}
        </Button>
      );
    case 'sign-in-sales':
      return (
        <Button appearance="primary" onClick={() => void session.signIn('sales')}>
          {t('signIn.sales')}
        </Button>
      );
    default:
      return null;
  }
}
