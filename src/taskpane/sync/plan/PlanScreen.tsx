// The plan before it is applied: what would be written where, in numbers and record by record. What is applied is
// exactly what was shown, or less.

import { Spinner } from '@fluentui/react-components';
import { ClipboardTaskListLtr24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../session/session.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { useRows } from '../../shell/use-rows.ts';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Screen } from '../frame/Screen.tsx';
import { PlanView } from './PlanView.tsx';

const readPlan = (session: Session) => session.plan('contact');

export function PlanScreen() {
  const { t } = useTranslation();
  const rows = useRows(readPlan);
  return (
    <Screen title={t('plan.title')} back="/">
      <Loaded rows={rows}>
        {(plan) => (plan?.approved === null ? <PlanView key={plan.madeAtMs} plan={plan} /> : <NoPlan />)}
      </Loaded>
    </Screen>
  );
}

function NoPlan() {
  const { t } = useTranslation();
  const { run } = useSnapshot();
  if (run.state === 'running') return <Spinner label={t('plan.making')} labelPosition="below" />;
  return (
    <Empty icon={<ClipboardTaskListLtr24Regular />} title={t('plan.empty')} hint={t('plan.emptyHint')} />
  );
}
