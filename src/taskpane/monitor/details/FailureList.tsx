// Records that did not go through: what was tried, why it failed and who mends it. Records are known by a pseudonym only.

import { Badge, Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetails } from '../../../contract/runs.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { Details } from '../../shell/Details.tsx';
import { Moment } from '../frame/Moment.tsx';
import { useAttributeWords } from './errors/attribute-words.ts';

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
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  closed: { justifySelf: 'start' },
  more: { color: tokens.colorNeutralForeground3, paddingBlockStart: tokens.spacingVerticalS },
});

export type Failure = RunDetails['failures'][number] & { readonly since?: string };

/** what became of a failure of the past: it still fails, it does not, or nobody could be asked */
export type FailureFate = 'open' | 'closed' | 'unknown';

export interface FailureListProps {
  readonly failures: readonly Failure[];
  /** whole number; more than are listed are only counted */
  readonly total: number;
  /** absent where all of them are open */
  readonly fateOf?: (failure: Failure) => FailureFate;
  readonly onRetry: (failure: Failure) => void;
  readonly onDismiss: (failure: Failure) => void;
}

export function FailureList({ failures, total, fateOf, onRetry, onDismiss }: FailureListProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  return (
    <div>
      <ul className={styles.list}>
        {failures.map((failure) => (
          <Item
            key={`${failure.side}:${failure.operation}:${failure.recordKey}`}
            failure={failure}
            fate={fateOf?.(failure) ?? 'open'}
            actions={
              <ItemActions
                failure={failure}
                onRetry={() => {
                  onRetry(failure);
                }}
                onDismiss={() => {
                  onDismiss(failure);
                }}
              />
            }
          />
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

interface ItemActionsProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
  readonly onDismiss: () => void;
}

function ItemActions({ failure, onRetry, onDismiss }: ItemActionsProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const name = `${useCauseWords().name(failure.cause)}, ${failure.recordKey}`;
  return (
    <span className={styles.actions}>
      <Button size="small" aria-label={t('errors.retryNamed', { name })} onClick={onRetry}>
        {t('errors.retry')}
      </Button>
      <Button size="small" aria-label={t('errors.dismissNamed', { name })} onClick={onDismiss}>
        {t('errors.dismiss')}
      </Button>
    </span>
  );
}

interface ItemProps {
  readonly failure: Failure;
  readonly fate: FailureFate;
  /** for one that is open */
  readonly actions: ReactNode;
}

function Item({ failure, fate, actions }: ItemProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: pane } = useTranslation('pane');
  const { t: details } = useTranslation('details');
  const causes = useCauseWords();
  const attributeOf = useAttributeWords();
  const { kind, side, operation, cause, attribute, status, requestId, recordKey, since } = failure;
  const plain = `${cause} · ${recordKey}`;
  const code = attribute === null ? plain : details('errors.wireName', { code: plain, attribute });
  return (
    <li className={styles.failure}>
      <span className={styles.head}>
        <Text weight="semibold">{causes.name(cause)}</Text>
        {attribute === null ? null : (
          <Badge appearance="tint" color="informative">
            {attributeOf(attribute)}
          </Badge>
        )}
        {since === undefined ? null : (
          <Text size={200} className={styles.quiet}>
            {t('failure.since')} <Moment iso={since} as="date" /> · <Moment iso={since} as="ago" />
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
      {fate === 'open' ? actions : null}
      {fate === 'closed' ? (
        <Badge appearance="tint" color="success" className={styles.closed}>
          {details('errors.closed')}
        </Badge>
      ) : null}
      <Details facts={{ code, status, requestId }} />
    </li>
  );
}
