// One cause: how many users, how that moved, who can mend it, and the way to do so.

import { Badge, Button, Link, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CauseGroup } from '../../../contract/administration.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { usePlace } from '../data/use-place.ts';
import { fixOf, type Fix } from './fix-of.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
  },
  name: { ...typographyStyles.subtitle2, margin: 0, overflowWrap: 'anywhere' },
  number: { ...typographyStyles.body1Strong, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  quiet: { color: tokens.colorNeutralForeground2 },
  // Not the users above: those count open record errors, too.
  trend: { flexBasis: '100%', color: tokens.colorNeutralForeground2 },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    paddingBlockStart: tokens.spacingVerticalXS,
  },
});

export interface CauseCardProps {
  readonly group: CauseGroup;
  readonly onFix: (fix: Extract<Fix, { type: 'try' | 'ask' }>) => void;
}

export function CauseCard({ group, onFix }: CauseCardProps) {
  const styles = useStyles();
  const { t } = useTranslation('causes-view');
  const causes = useCauseWords();
  const { causeHref } = usePlace();
  const { cause, users, failing, withErrors } = group;
  const fix = fixOf(cause);
  const name = causes.name(cause);
  const isAction = fix.type === 'try' || fix.type === 'ask';
  return (
    <li className={styles.card} aria-label={name}>
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.number}>{t('users', { count: users })}</span>
      </div>
      <Text size={200} className={styles.quiet}>
        {[
          ...(failing > 0 ? [t('failing', { count: failing })] : []),
          ...(withErrors > 0 ? [t('withErrors', { count: withErrors })] : []),
        ].join(' · ')}
      </Text>
      <Trend group={group} />
      <Text>{causes.administrator(cause)}</Text>
      <Text size={200} className={styles.quiet}>
        {causes.fixer(cause)}. {t(`fixIs.${fix.type === 'try' ? fix.kind : fix.type}`)}
      </Text>
      <div className={styles.actions}>
        {isAction ? (
          <Button
            aria-label={t(fix.type === 'try' ? 'tryNamed' : 'askNamed', { cause: name })}
            onClick={() => {
              onFix(fix);
            }}
          >
            {t(fix.type === 'try' ? 'try' : 'ask')}
          </Button>
        ) : null}
        <Link href={causeHref(cause)} aria-label={t('showNamed', { cause: name })}>
          {t('show')}
        </Link>
      </div>
    </li>
  );
}

function Trend({ group }: { readonly group: CauseGroup }) {
  const styles = useStyles();
  const { t } = useTranslation('causes-view');
  const { number } = useMoments();
  const { day, dayBefore, weekBefore } = group.trend;
  const direction = day > dayBefore ? 'up' : day < dayBefore ? 'down' : 'same';
  const labelId = useId();
  return (
    <div className={styles.actions} role="group" aria-labelledby={labelId}>
      <Text id={labelId} size={200} className={styles.trend}>
        {t('trend.label')}
      </Text>
      <Badge
        appearance="tint"
        color={direction === 'up' ? 'danger' : direction === 'down' ? 'success' : 'informative'}
      >
        {t(`trend.${direction}`)}
      </Badge>
      <Text size={200} className={styles.quiet}>
        {[
          t('trend.day', { number: number(day) }),
          t('trend.dayBefore', { number: number(dayBefore) }),
          t('trend.weekBefore', { number: number(weekBefore) }),
        ].join(' · ')}
      </Text>
    </div>
  );
}
