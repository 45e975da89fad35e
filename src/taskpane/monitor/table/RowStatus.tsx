// First cell of a row and second line of the narrow list: how it stands, and in a few words why.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { isOff, isOldWord, standingOf, StatusIcon } from '../frame/Status.tsx';
import { useStopWords } from '../words/stop-words.ts';
import { Second } from './Second.tsx';

const useStyles = makeStyles({
  frame: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  words: { display: 'grid', minWidth: 0 },
  line: { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
});

/** Why, in a few words; what runs now comes first. Null where the outcome says it all. */
export function useRowReason(): (row: UserRow, isRemoved: boolean) => string | null {
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const causes = useCauseWords();
  const { number, at } = useMoments();
  const stopOf = useStopWords();
  return (row, isRemoved) => {
    if (isRemoved) return null;
    const { running } = row;
    if (running) {
      const phase = t(`phase.${running.phase}`);
      const words =
        running.total === 0
          ? phase
          : t('row.progress', { phase, done: number(running.done), total: number(running.total) });
      // What the run before came to is no part of the one that is under way.
      if (row.outcome !== 'failed' && row.outcome !== 'partly-failed') return words;
      return details('row.before', { progress: words, outcome: t(`outcome.${row.outcome}`) });
    }
    if (!row.isSyncEnabled || row.pausedAt !== null) return stopOf(row);
    const [silence, trouble] = [silenceOf(row), stopOf(row) ?? troubleOf(row)];
    // What was good may not be good any more, and says so first; what failed needs somebody anyway.
    const isBad = row.outcome === 'failed' || row.outcome === 'partly-failed';
    const words = (isBad ? [trouble, silence] : [silence, trouble]).filter((each) => each !== null);
    return words.length === 0 ? null : words.join(' · ');
  };

  function troubleOf(row: UserRow): string | null {
    if (row.badge) return t('row.badge', { outcome: t(`outcome.${row.badge}`) });
    if (row.cause && row.outcome !== 'succeeded') return causes.name(row.cause);
    if (row.openErrors > 0 && row.outcome !== 'failed') return t('row.errors', { count: row.openErrors });
    return row.conflicts > 0 ? t('row.conflicts', { count: row.conflicts }) : null;
  }

  function silenceOf({ runnerState, paneSeenAt, runnerSeenAt }: UserRow): string | null {
    if (runnerState !== 'pane-closed' && runnerState !== 'worker-silent') return null;
    const seenAt = runnerState === 'pane-closed' ? paneSeenAt : runnerSeenAt;
    if (seenAt === null) return t(`wait.${runnerState}`);
    return t(`row.silent.${runnerState}`, { time: at(Date.parse(seenAt)) });
  }
}

export interface RowStatusProps {
  readonly row: UserRow;
  readonly isRemoved: boolean;
  /** not in a row of the grid: there is room for two lines of why */
  readonly isLong?: boolean;
}

export function RowStatus({ row, isRemoved, isLong = false }: RowStatusProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const reason = useRowReason()(row, isRemoved);
  const standing = isRemoved ? 'removed' : row.running ? 'running' : standingOf(row);
  return (
    <span className={styles.frame}>
      <StatusIcon standing={standing} isOld={isOldWord(row)} isOff={isOff(row)} />
      <span className={styles.words}>
        <Text {...(reason === null ? {} : { className: styles.line, title: t(`outcome.${standing}`) })}>
          {t(`outcome.${standing}`)}
        </Text>
        {reason === null ? null : <Second text={reason} isLong={isLong} />}
      </span>
    </span>
  );
}
