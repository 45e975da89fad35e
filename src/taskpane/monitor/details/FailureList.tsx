// Records that did not go through: what was tried, why it failed and who mends it. Records are known by a pseudonym only.

import { Badge, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunDetails } from '../../../contract/runs.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { Details } from '../../shell/Details.tsx';
import { Moment } from '../frame/Moment.tsx';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
  failure: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground3 },
  more: { color: tokens.colorNeutralForeground3, paddingBlockStart: tokens.spacingVerticalS },
});

export type Failure = RunDetails['failures'][number] & { readonly since?: string };

export interface FailureListProps {
  readonly failures: readonly Failure[];
  /** whole number; more than are listed are only counted */
  readonly total: number;
}

export function FailureList({ failures, total }: FailureListProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  return (
    <div>
      <ul className={styles.list}>
        {failures.map((failure) => (
          <Item key={`${failure.side}:${failure.operation}:${failure.recordKey}`} failure={failure} />
        ))}
      </ul>
      {total > failures.length ? (
        <Text size={200} className={styles.more}>
          {t('failure.more', { count: total - failures.length })}
        </Text>
      ) : null}
    </div>
  );
}

function Item({ failure }: { readonly failure: Failure }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: pane } = useTranslation('pane');
  const causes = useCauseWords();
  const { kind, side, operation, cause, attribute, status, requestId, recordKey, since } = failure;
  return (
    <li className={styles.failure}>
      <span className={styles.head}>
        <Text weight="semibold">{causes.name(cause)}</Text>
        {attribute === null ? null : (
          <Badge appearance="tint" color="informative">
            {attribute}
          </Badge>
        )}
        {since === undefined ? null : (
          <Text size={200} className={styles.quiet}>
            {t('failure.since')} <Moment iso={since} as="ago" />
          </Text>
        )}
      </span>
      <Text size={200} className={styles.quiet}>
        {t('failure.what', {
          kind: pane(`kind.${kind}`),
          operation: t(`failure.operation.${operation}`),
          side: t(`side.${side}`),
        })}
      </Text>
      <Text size={200}>{causes.administrator(cause)}</Text>
      <Text size={200} className={styles.quiet}>
        {causes.fixer(cause)}
      </Text>
      <Details facts={{ code: `${cause} · ${recordKey}`, status, requestId }} />
    </li>
  );
}
