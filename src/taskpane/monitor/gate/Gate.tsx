// A screen of the Monitor that has nothing to show: its title, why, and the way on.

import { makeStyles, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Empty, type EmptyProps } from '../../sync/frame/Empty.tsx';
import { Page } from '../frame/Page.tsx';

const useStyles = makeStyles({ title: { ...typographyStyles.subtitle1, margin: 0 } });

export function Gate(props: EmptyProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  return (
    <Page isColumn>
      <h1 className={styles.title}>{t('header.title')}</h1>
      <Empty {...props} />
    </Page>
  );
}
