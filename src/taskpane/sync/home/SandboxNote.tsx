// Says that what is shown is sample data, wherever a person could take it for real.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../shell/session-context.tsx';

const useStyles = makeStyles({ note: { color: tokens.colorNeutralForeground3, textAlign: 'center' } });

export function SandboxNote() {
  const styles = useStyles();
  const { t } = useTranslation();
  if (!useSession().isSandbox) return null;
  return (
    <Text size={200} className={styles.note}>
      {t('home.sandbox')}
    </Text>
  );
}
