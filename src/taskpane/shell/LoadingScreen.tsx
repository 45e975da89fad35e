// What is shown while code or the session loads: the shape of a screen, so that nothing jumps when it arrives.

import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    rowGap: tokens.spacingVerticalL,
    padding: tokens.spacingHorizontalL,
  },
});

export function LoadingScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Skeleton className={styles.frame} aria-label={t('loading')}>
      <SkeletonItem size={24} style={{ width: '50%' }} />
      <SkeletonItem size={64} />
      <SkeletonItem size={96} />
      <SkeletonItem size={32} />
    </Skeleton>
  );
}
