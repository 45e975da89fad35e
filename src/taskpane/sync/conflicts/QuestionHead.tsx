// Whose record it is, what is asked, and when each side changed it.

import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../sync/model/decision.ts';
import type { Side } from '../../../sync/model/side.ts';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  head: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  title: { ...typographyStyles.subtitle1, margin: 0, overflowWrap: 'anywhere' },
  times: { display: 'grid', color: tokens.colorNeutralForeground3 },
});

export function QuestionHead({ conflict }: { readonly conflict: Conflict }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { at } = useMoments();
  const changed = (side: Side, atMs: number | null): string =>
    atMs === null
      ? t('conflicts.changedUnknown', { side: t(`side.${side}`) })
      : t('conflicts.changed', { side: t(`side.${side}`), time: at(atMs) });
  const isLiving = (side: Side): boolean => conflict.question !== `deleted-in-${side}`;
  return (
    <div className={styles.head}>
      <h2 className={styles.title}>
        <bdi>{conflict.title || t('plan.untitled')}</bdi>
      </h2>
      <Text>{t(`conflicts.${conflict.question}`)}</Text>
      <div className={styles.times}>
        {isLiving('microsoft') ? (
          <Text size={200}>{changed('microsoft', conflict.microsoftModifiedAtMs)}</Text>
        ) : null}
        {isLiving('sales') ? <Text size={200}>{changed('sales', conflict.salesModifiedAtMs)}</Text> : null}
        {conflict.baseAtMs === null ? null : (
          <Text size={200}>{t('conflicts.agreed', { time: at(conflict.baseAtMs) })}</Text>
        )}
      </div>
    </div>
  );
}
