// The heading of one reason: how many, why, and where the whole group is mended.

import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ExclusionReason } from '../../../sync/model/cause.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { LinkButton } from '../frame/LinkButton.tsx';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    justifyItems: 'start',
    rowGap: tokens.spacingVerticalXXS,
    paddingBlockStart: tokens.spacingVerticalM,
    paddingBlockEnd: tokens.spacingVerticalXS,
  },
  title: { ...typographyStyles.subtitle2, margin: 0 },
  count: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
  why: { color: tokens.colorNeutralForeground3 },
});

export interface GroupHeadingProps {
  readonly group: 'failing' | ExclusionReason;
  readonly count: number;
}

export function GroupHeading({ group, count }: GroupHeadingProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useMoments();
  const { me } = useSnapshot();
  const category = me?.organisation.scope.categoryName ?? '';
  return (
    <div className={styles.frame}>
      <h2 className={styles.title}>
        {group === 'failing' ? t('excluded.failing') : t(`excluded.reason.${group}`)}{' '}
        <span className={styles.count}>{number(count)}</span>
      </h2>
      <Text size={200} className={styles.why}>
        {group === 'failing' ? t('excluded.retried') : t(`excluded.why.${group}`, { category })}
      </Text>
      {group === 'over-limit' || group === 'not-in-search' ? (
        <LinkButton to="/settings" appearance="secondary">
          {t('excluded.openSettings')}
        </LinkButton>
      ) : null}
      {group === 'held-by-guard' ? <LinkButton to="/held">{t('excluded.review')}</LinkButton> : null}
    </div>
  );
}
