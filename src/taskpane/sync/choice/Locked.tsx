// A setting that the organisation fixed: its value with a lock and who may change it.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { LockClosed16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  value: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  hint: { color: tokens.colorNeutralForeground3 },
});

export interface LockedProps {
  readonly label: string;
  readonly value: string;
  readonly children?: ReactNode;
}

export function Locked({ label, value, children }: LockedProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <div className={styles.frame}>
      <Text weight="semibold">{label}</Text>
      <span className={styles.value}>
        <LockClosed16Regular aria-label={t('choice.locked')} />
        <Text>
          <bdi>{value}</bdi>
        </Text>
      </span>
      {children}
      <Text size={200} className={styles.hint}>
        {t('choice.locked')}. {t('choice.lockedHint')}
      </Text>
    </div>
  );
}
