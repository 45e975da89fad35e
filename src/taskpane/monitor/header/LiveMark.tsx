// Whether what is shown is the present: live, reconnecting since, or from this browser's memory.

import { Button, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { useCards, useCountsAtMs } from '../data/use-cards.ts';
import { useMonitor } from '../data/monitor-context.tsx';

const useStyles = makeStyles({
  mark: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground2,
  },
  dot: {
    width: '8px',
    height: '8px',
    flexShrink: 0,
    borderRadius: tokens.borderRadiusCircular,
    forcedColorAdjust: 'none',
  },
  live: { backgroundColor: tokens.colorStatusSuccessForeground3 },
  waiting: { backgroundColor: tokens.colorStatusWarningForeground3 },
  away: { backgroundColor: tokens.colorNeutralForeground3 },
});

/** Stays while it has the keyboard: where it was pressed, the next key goes on. */
function TryNow() {
  const { t } = useTranslation('monitor');
  const { live } = useMonitor();
  const [hasFocus, setFocus] = useState(false);
  const isLost = live.state === 'reconnecting';
  if (!isLost && !hasFocus) return null;
  return (
    <Button
      size="small"
      appearance="subtle"
      disabledFocusable={!isLost}
      onFocus={() => {
        setFocus(true);
      }}
      onBlur={() => {
        setFocus(false);
      }}
      onClick={live.tryNow}
    >
      {t('live.tryNow')}
    </Button>
  );
}

export function LiveMark() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { at, ago, date } = useMoments();
  const { live } = useMonitor();
  const { data } = useCards();
  const shown = useCountsAtMs();
  const state = live.isAway ? 'offline' : live.state;
  const lastReportMs = data?.lastReportAt ? Date.parse(data.lastReportAt) : null;
  const words = {
    live: t('live.live'),
    connecting: shown === null ? t('live.connecting') : t('live.connectingFrom', { time: at(shown) }),
    reconnecting: t('live.reconnecting', { time: at(live.sinceMs) }),
    offline: shown === null ? t('live.offline') : t('live.cached', { time: at(shown) }),
  }[state];
  const dot = {
    live: styles.live,
    connecting: styles.waiting,
    reconnecting: styles.waiting,
    offline: styles.away,
  };
  return (
    <span className={styles.mark}>
      <span className={mergeClasses(styles.dot, dot[state])} aria-hidden="true" />
      <Text size={200}>{words}</Text>
      <TryNow />
      {lastReportMs === null ? null : (
        <Text size={200} title={date(lastReportMs)}>
          {t('live.lastReport', { time: ago(lastReportMs) })}
        </Text>
      )}
    </span>
  );
}
