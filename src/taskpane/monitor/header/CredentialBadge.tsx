// How long the worker's certificate is still good: green above 30 days, orange from 15, red from there on, each with its
// words. Nothing where there is no certificate.

import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMoments, useNow } from '../../shell/moments.ts';
import { usePermission } from './use-permission.ts';

const useStyles = makeStyles({
  part: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  name: { color: tokens.colorNeutralForeground2 },
});

const dayMs = 86_400_000;

type Urgency = 'fine' | 'soon' | 'urgent' | 'expired';
const colors = { fine: 'success', soon: 'warning', urgent: 'danger', expired: 'danger' } as const;

export function urgencyOf(days: number): Urgency {
  if (days < 0) return 'expired';
  if (days <= 15) return 'urgent';
  return days <= 30 ? 'soon' : 'fine';
}

export function CredentialBadge() {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { date } = useMoments();
  const now = useNow();
  const { data } = usePermission();
  if (!data || data.certificateEndsAt === null) return null;
  const endsMs = Date.parse(data.certificateEndsAt);
  // 30 days and an hour are still above 30
  const urgency = urgencyOf((endsMs - now) / dayMs);
  const days = t('certificate.days', { count: Math.max(0, Math.floor((endsMs - now) / dayMs)) });
  const words = { days, date: date(endsMs) };
  const title = t(urgency === 'expired' ? 'certificate.expiredOn' : `certificate.${urgency}`, words);
  return (
    <span className={styles.part} title={urgency === 'fine' || urgency === 'expired' ? title : date(endsMs)}>
      <Text size={200} className={styles.name}>
        {t('certificate.label')}
      </Text>
      <Badge appearance="tint" color={colors[urgency]} size="large">
        {urgency === 'expired' ? t('certificate.expired') : urgency === 'fine' ? days : title}
      </Badge>
    </span>
  );
}
