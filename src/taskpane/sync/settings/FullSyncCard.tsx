// A full sync on demand, and what became of it: the person who pressed the button learns it here, not in History alone.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunId } from '../../../sync/model/ids.ts';
import type { RunReport } from '../../../sync/model/run-report.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Said } from '../deed/Said.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { LinkButton } from '../frame/LinkButton.tsx';
import { runTotals } from '../history/run-counts.ts';

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground3 } });

export function FullSyncCard() {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const { isOnline, run, lastRun } = useSnapshot();
  const [asked, setAsked] = useState<{ readonly after: RunId | null } | null>(null);
  const isOver = asked !== null && lastRun?.mode === 'full' && lastRun.runId !== asked.after;
  const end = isOver ? endOf(lastRun) : null;
  return (
    <Card title={t('settings.full')}>
      <Text size={200} className={styles.hint}>
        {t('settings.fullHint')}
      </Text>
      <Actions>
        <Button
          disabledFocusable={!isOnline || run.state === 'running'}
          onClick={() => {
            session.runFull();
            setAsked({ after: lastRun?.runId ?? null });
          }}
        >
          {t('settings.runFull')}
        </Button>
      </Actions>
      <Said words={asked === null ? null : t(end?.words ?? 'settings.fullAsked')} intent={end?.intent} />
      {end?.leadsTo === undefined ? null : (
        <Actions>
          <LinkButton to={end.leadsTo}>
            {t(end.leadsTo === '/plan' ? 'home.seePlan' : 'home.history')}
          </LinkButton>
        </Actions>
      )}
    </Card>
  );
}

/** What became of it, in a word, and where there is more of it. */
function endOf(report: RunReport) {
  if (report.cause === 'plan-waiting') {
    return { words: 'start.planReady', intent: 'info', leadsTo: '/plan' } as const;
  }
  switch (report.outcome) {
    case 'succeeded':
      return {
        words: runTotals(report).changes === 0 ? 'plan.none' : 'settings.fullDone',
        intent: 'success',
      } as const;
    case 'succeeded-with-conflicts':
    case 'partly-failed':
      return { words: 'settings.fullDone', intent: 'info' } as const;
    default:
      return { words: 'settings.fullFailed', intent: 'warning', leadsTo: '/history' } as const;
  }
}
