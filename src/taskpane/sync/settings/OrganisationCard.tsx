// What the organisation decided, as a person meets it. Nothing here can be changed in this screen.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { useMoments } from '../../shell/moments.ts';
import { Card } from '../frame/Card.tsx';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0, padding: 0, listStyleType: 'none' },
  hint: { color: tokens.colorNeutralForeground3 },
  title: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
});

export function OrganisationCard({ organisation }: { readonly organisation: OrganisationSettings }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useMoments();
  const { scope, contacts, runs } = organisation;
  const onOff = (isOn: boolean) => (isOn ? 'on' : 'off');
  const lines = [
    t('settings.category', { category: scope.categoryName }),
    t('settings.limit', { limit: number(scope.contacts.recordLimit) }),
    t('settings.interval', { count: runs.paneIntervalMinutes }),
    t(`settings.createInSales.${onOff(contacts.allowCreateInSales)}`),
    t(`settings.deleteInSales.${onOff(contacts.allowDeleteInSales)}`),
    t(`settings.personal.${onOff(contacts.sharePersonalFields)}`),
  ];
  return (
    <Card
      title={
        <span className={styles.title}>
          <LockClosed16Regular />
          {t('settings.organisation')}
        </span>
      }
    >
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line}>
            <Text>{line}</Text>
          </li>
        ))}
      </ul>
      <Text size={200} className={styles.hint}>
        {t('choice.lockedHint')}
      </Text>
    </Card>
  );
}
