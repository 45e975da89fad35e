// What failed in a run, by cause. Titles are not part of a report; today's failing records have them.

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RecordFailure } from '../../../sync/model/run-report.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { Card } from '../frame/Card.tsx';
import { Details } from '../../shell/Details.tsx';
import { useValueWords } from '../words/value-words.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    paddingBlock: tokens.spacingVerticalXS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const shownAtMost = 20;

export function RunFailures({ failures }: { readonly failures: readonly RecordFailure[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const causes = useCauseWords();
  const words = useValueWords();
  if (failures.length === 0) return null;
  return (
    <Card title={t('runDetails.failures')}>
      {failures.slice(0, shownAtMost).map((failure) => (
        <div key={`${failure.recordKey}:${failure.side}:${failure.operation}`} className={styles.line}>
          <Text>{causes.user(failure.cause)}</Text>
          <Text size={200} className={styles.quiet}>
            {t('excluded.operationIn', {
              operation: t(`excluded.operation.${failure.operation}`),
              side: t(`side.${failure.side}`),
            })}
            {failure.attribute === null ? '' : ` · ${words.unit(failure.attribute)}`}
          </Text>
          <Details facts={{ code: failure.cause, status: failure.status, requestId: failure.requestId }} />
        </div>
      ))}
      <Link href="#/excluded">{t('home.goTo.list')}</Link>
    </Card>
  );
}
