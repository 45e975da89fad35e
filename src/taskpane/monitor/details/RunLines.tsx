// Runs in the pane: two lines each.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../../contract/runs.ts';
import { usePlace } from '../data/use-place.ts';
import { Moment } from '../frame/Moment.tsx';
import { StatusIcon } from '../frame/Status.tsx';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
  line: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  words: { display: 'grid', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
  chevron: { display: 'inline-flex', ':dir(rtl) svg': { transform: 'scaleX(-1)' } },
});

export interface RunsProps {
  /** the user */
  readonly id: string;
  readonly runs: readonly RunSummary[];
}

export function RunLines({ id, runs }: RunsProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { length } = useMoments();
  const { runHref } = usePlace();
  return (
    <ul className={styles.list}>
      {runs.map((run) => (
        <li key={run.transactionNumber}>
          <a href={runHref(id, run.transactionNumber)} className={styles.line}>
            <StatusIcon standing={run.outcome ?? 'running'} />
            <span className={styles.words}>
              <Text>
                {t(`outcome.${run.outcome ?? 'running'}`)} · <Moment iso={run.startedAt} as="at" />
              </Text>
              <Text size={200} className={styles.quiet}>
                {t('history.line', {
                  number: run.transactionNumber,
                  changes: t('history.changes', { count: run.microsoftChanges + run.salesChanges }),
                  time: run.durations ? length(run.durations.totalMs) : '–',
                })}
              </Text>
            </span>
            <span className={styles.chevron} aria-hidden="true">
              <ChevronRight16Regular />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
