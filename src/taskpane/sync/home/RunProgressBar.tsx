// How far a run is: what it does, how many of how many, and how long it still takes.

import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunProgress } from '../../../sync/model/run-report.ts';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS, width: '100%' },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
});

export function RunProgressBar({ progress }: { readonly progress: RunProgress }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number, length } = useMoments();
  const { phase, kind, done, total, estimatedMsLeft } = progress;
  const words = t(`run.phase.${phase}`);
  const label = kind === null ? words : t('run.kind', { kind: t(`kind.${kind}`), phase: words });
  return (
    <div className={styles.frame}>
      <Text size={200}>{label}</Text>
      {total > 0 ? (
        <ProgressBar value={Math.min(done, total)} max={total} thickness="large" aria-label={label} />
      ) : (
        <ProgressBar thickness="large" aria-label={label} />
      )}
      <Text size={200} className={styles.line}>
        <span>
          {total > 0
            ? t('run.counts', { done: number(done), total: number(total) })
            : done > 0
              ? t('run.soFar', { count: done })
              : ''}
        </span>
        {estimatedMsLeft === null ? null : <span>{t('run.left', { time: length(estimatedMsLeft) })}</span>}
      </Text>
    </div>
  );
}
