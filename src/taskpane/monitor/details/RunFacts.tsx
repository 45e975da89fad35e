// How a run ended, why, and under which circumstances.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunDetails } from '../../../contract/runs.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { Facts } from '../frame/Facts.tsx';
import { Moment } from '../frame/Moment.tsx';
import { StatusIcon } from '../frame/Status.tsx';

const useStyles = makeStyles({
  result: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  cause: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export function RunFacts({ run }: { readonly run: RunDetails }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number, length } = useMoments();
  const causes = useCauseWords();
  const outcome = run.outcome ?? 'running';
  const { microsoft, sales } = run.requests;
  return (
    <Card
      title={
        <span className={styles.result}>
          <StatusIcon standing={outcome} />
          {t(`outcome.${outcome}`)}
        </span>
      }
    >
      {run.cause ? (
        <div className={styles.cause}>
          <Text>{causes.administrator(run.cause)}</Text>
          <Text size={200} className={styles.quiet}>
            {causes.fixer(run.cause)}
          </Text>
        </div>
      ) : null}
      <Facts
        facts={[
          { name: t('history.column.start'), value: <Moment iso={run.startedAt} as="at" /> },
          { name: t('history.column.end'), value: <Moment iso={run.finishedAt} as="at" /> },
          { name: t('column.duration'), value: run.durations ? length(run.durations.totalMs) : '–' },
          { name: t('run.trigger'), value: t(`run.triggers.${triggerOf(run)}`) },
          { name: t('run.mode'), value: t(`run.modes.${run.mode}`) },
          { name: t('column.runner'), value: t(`runner.${run.runner}`) },
          { name: t('history.column.client'), value: run.clientVersion },
          {
            name: t('run.requests'),
            value: t('run.requestCounts', { microsoft: number(microsoft), sales: number(sales) }),
          },
          {
            name: t('run.throttled'),
            value: run.throttledMs === 0 ? t('run.none') : length(run.throttledMs),
          },
        ]}
      />
    </Card>
  );
}

/** No pane opens for a runner in the background. */
function triggerOf({ trigger, runner }: RunDetails): RunDetails['trigger'] | 'background-start' {
  return trigger === 'start' && runner !== 'pane' ? 'background-start' : trigger;
}
