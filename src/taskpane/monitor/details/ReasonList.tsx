// How many records are left out, and why. Left out is not failed.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { exclusionReasons, type ExclusionReason } from '../../../sync/model/cause.ts';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  frame: { display: 'grid' },
  reason: { color: tokens.colorNeutralForeground3 },
});

export interface ReasonListProps {
  readonly reasons: Readonly<Partial<Record<ExclusionReason, number | undefined>>>;
}

export function ReasonList({ reasons }: ReasonListProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const counted = exclusionReasons
    .map((reason) => ({ reason, count: reasons[reason] ?? 0 }))
    .filter(({ count }) => count > 0);
  return (
    <span className={styles.frame}>
      <span>{number(counted.reduce((sum, { count }) => sum + count, 0))}</span>
      {counted.map(({ reason, count }) => (
        <Text key={reason} size={200} className={styles.reason}>
          {t('kinds.reasonCount', { reason: t(`exclusion.${reason}`), number: number(count) })}
        </Text>
      ))}
    </span>
  );
}
