// A run is active: how far it is, how to pause it, and that leaving does no harm.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunId } from '../../../sync/model/ids.ts';
import type { RunProgress } from '../../../sync/model/run-report.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { RunProgressBar } from './RunProgressBar.tsx';

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground3 } });

const beginning: RunProgress = {
  runId: '' as RunId,
  phase: 'preparing',
  kind: null,
  done: 0,
  total: 0,
  estimatedMsLeft: null,
};

export function RunningCard() {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const { run } = useSnapshot();
  if (run.state !== 'running') return null;
  return (
    <Card title={t('run.title')}>
      <RunProgressBar progress={run.progress ?? beginning} />
      <Text size={200} className={styles.hint}>
        {t('run.leaving')}
      </Text>
      <Actions>
        <Button onClick={session.suspend}>{t('run.suspend')}</Button>
      </Actions>
    </Card>
  );
}
