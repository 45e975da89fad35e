// What is shown while code or the session loads: the shape of a screen, so that nothing jumps when it arrives.

import { makeStyles, Skeleton, SkeletonItem, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    minHeight: '100vh',
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground2,
  },
  column: { display: 'grid', rowGap: tokens.spacingVerticalM, maxWidth: '640px', marginInline: 'auto' },
  hidden: { position: 'absolute', width: '1px', height: '1px', margin: '-1px', overflow: 'hidden' },
  card: { borderRadius: tokens.borderRadiusXLarge },
});

export function LoadingScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <main className={styles.page}>
      <h1 className={styles.hidden}>{t('loading')}</h1>
      <Skeleton className={styles.column} aria-hidden="true">
        <SkeletonItem size={32} style={{ width: '40%' }} />
        <SkeletonItem size={96} className={styles.card} />
        <SkeletonItem size={96} className={styles.card} />
        <SkeletonItem size={128} className={styles.card} />
      </Skeleton>
    </main>
  );
}
