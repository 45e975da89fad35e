// The last step: both sides are read and the plan is made, or it is there, or it could not be made.

import { Button, Spinner, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../shell/fragment-location.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Notice } from '../frame/Notice.tsx';
import { RunProgressBar } from '../home/RunProgressBar.tsx';
import { StepRow, type StepState } from './StepRow.tsx';

export function PlanStep({ state }: { readonly state: StepState }) {
  const { t } = useTranslation();
  const isReady = useSnapshot().waitingPlans.includes('contact');
  return (
    <StepRow
      number={4}
      state={state}
      title={t('start.step.plan')}
      detail={state === 'current' && isReady ? t('start.planReady') : null}
      action={
        state === 'current' && isReady ? (
          <Button
            appearance="primary"
            onClick={() => {
              navigate('/plan');
            }}
          >
            {t('start.seePlan')}
          </Button>
        ) : null
      }
    >
      {state === 'current' && !isReady ? <PlanInTheMaking /> : null}
    </StepRow>
  );
}

function PlanInTheMaking() {
  const { t } = useTranslation();
  const causes = useCauseWords();
  const session = useSession();
  const { run, problem, isOnline } = useSnapshot();
  if (problem && run.state !== 'running') {
    return (
      <Notice
        title={t('start.planFailed')}
        facts={{ code: problem.cause, status: null, requestId: null }}
        actions={
          <Button
            onClick={() => {
              session.syncNow();
            }}
          >
            {t('tryAgain')}
          </Button>
        }
      >
        {isOnline ? causes.user(problem.cause) : t('problem.offline')}
      </Notice>
    );
  }
  if (run.state === 'running' && run.progress) {
    return (
      <>
        <RunProgressBar progress={run.progress} />
        <Text size={200}>{t('start.waitingForPlan')}</Text>
      </>
    );
  }
  return <Spinner size="tiny" label={t('start.waitingForPlan')} />;
}
