// One failing record: the sentence of its cause, the field to blame, and the facts for support.

import { Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { FailureRow } from '../../../sync/model/state.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { Details } from '../../shell/Details.tsx';
import { useValueWords } from '../words/value-words.ts';
import { useLineStyles } from './line-styles.ts';

export function FailureLine({ row }: { readonly row: FailureRow }) {
  const styles = useLineStyles();
  const { t } = useTranslation();
  const { at } = useMoments();
  const causes = useCauseWords();
  const words = useValueWords();
  const where = t('excluded.operationIn', {
    operation: t(`excluded.operation.${row.operation}`),
    side: t(`side.${row.side}`),
  });
  return (
    <div className={styles.line}>
      <span className={styles.words}>
        <Text weight="semibold">
          <bdi>{row.title || t('plan.untitled')}</bdi>
        </Text>
        <Text>{causes.user(row.cause)}</Text>
        {row.attribute === null ? null : (
          <Text>{t('excluded.field', { field: words.unit(row.attribute) })}</Text>
        )}
        <Text size={200} className={styles.quiet}>
          {where} · {t('excluded.since', { time: at(row.sinceMs) })}
        </Text>
      </span>
      <Details facts={{ code: row.cause, status: row.status, requestId: row.requestId }} />
    </div>
  );
}
