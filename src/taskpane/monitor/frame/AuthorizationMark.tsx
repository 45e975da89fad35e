// One of a user's two sign-ins: works, ends soon, or does not, and since when.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle16Filled, Clock16Regular, DismissCircle16Filled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { Authorization } from '../../../contract/authorization.ts';
import { isEndingSoon } from '../../../contract/organisation/ending-soon.ts';
import type { Side } from '../../../sync/model/side.ts';
import { useMoments, useNow } from '../../shell/moments.ts';
import { Exact } from './Exact.tsx';
import { useToneStyles, type Tone } from './Status.tsx';

const useStyles = makeStyles({
  mark: { display: 'inline-grid', gridTemplateColumns: 'minmax(0, 1fr)', minWidth: 0, maxWidth: '100%' },
  word: { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  line: {
    display: 'inline-flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    minWidth: 0,
    whiteSpace: 'nowrap',
  },
  icon: { display: 'inline-flex', flexShrink: 0 },
  since: {
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
});

export interface AuthorizationMarkProps {
  readonly side: Side;
  readonly authorization: Authorization;
  /** in a cell that may have the keyboard */
  readonly isActive?: boolean;
  /** since when stands beside it */
  readonly isBrief?: boolean;
}

export function AuthorizationMark(props: AuthorizationMarkProps) {
  const { side, authorization, isActive = false, isBrief = false } = props;
  const styles = useStyles();
  const tones = useToneStyles();
  const { t } = useTranslation('monitor');
  const { ago, at, date } = useMoments();
  const now = useNow();
  const { state, since, endsAt } = authorization;
  const endsMs = endsAt === null ? null : Date.parse(endsAt);
  const isEnding = endsMs !== null && isEndingSoon(authorization, now);
  const tone: Tone = state === 'active' ? (isEnding ? 'warning' : 'good') : 'bad';
  const Icon =
    state === 'active' ? (isEnding ? Clock16Regular : CheckmarkCircle16Filled) : DismissCircle16Filled;
  const sinceWords = t('authorization.since', { time: date(Date.parse(since)) });
  return (
    <span className={styles.mark} title={sinceWords}>
      <span className={styles.line}>
        <span className={mergeClasses(styles.icon, tones[tone])} aria-hidden="true">
          <Icon />
        </span>
        <Text className={styles.word}>{t(`authorization.${side}.${state}`)}</Text>
      </span>
      {isEnding ? (
        <Text size={200} className={styles.since}>
          {t('authorization.ends', { time: ago(endsMs) })}
        </Text>
      ) : null}
      {state === 'active' || isBrief ? null : (
        <Text size={200} className={styles.since}>
          {t('authorization.since', { time: at(Date.parse(since)) })}
        </Text>
      )}
      {isActive ? (
        <Exact
          words={
            endsMs === null
              ? sinceWords
              : `${sinceWords} · ${t('authorization.ends', { time: date(endsMs) })}`
          }
        />
      ) : null}
    </span>
  );
}
