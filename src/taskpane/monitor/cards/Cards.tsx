// Ten counts. The first four split everybody whose sync is on, by their newest run; the others overlap with them and say so.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  CalendarClock20Regular,
  CheckmarkCircle20Filled,
  CircleOff20Regular,
  DismissCircle20Filled,
  KeyReset20Regular,
  People20Regular,
  Prohibited20Regular,
  TimerOff20Regular,
  Warning20Regular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useQueryClient } from '@tanstack/react-query';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CardId, Cards as CardCounts } from '../../../contract/users.ts';
import { useMoments } from '../../shell/moments.ts';
import { useCards } from '../data/use-cards.ts';
import { usePlace } from '../data/use-place.ts';
import { noFilters } from '../data/view.ts';
import { freshen } from '../data/use-users.ts';
import { wideMedia } from '../frame/use-is-wide.ts';
import type { Tone } from '../frame/Status.tsx';
import { CardButton } from './CardButton.tsx';

const useStyles = makeStyles({
  cards: { display: 'grid', rowGap: tokens.spacingVerticalS },
  others: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalXS,
    [wideMedia]: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(188px, 1fr))',
      gap: tokens.spacingHorizontalS,
    },
  },
  unread: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
  overlap: { color: tokens.colorNeutralForeground3 },
  row: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    gap: tokens.spacingHorizontalS,
    [wideMedia]: { gridTemplateColumns: 'repeat(4, minmax(0, 1fr))', columnGap: tokens.spacingHorizontalM },
  },
});

interface Face {
  readonly icon: FluentIcon;
  readonly tone: Tone;
}

const faces: Readonly<Record<CardId, Face>> = {
  failed: { icon: DismissCircle20Filled, tone: 'bad' },
  never: { icon: CircleOff20Regular, tone: 'quiet' },
  'in-progress': { icon: ArrowSync20Regular, tone: 'busy' },
  succeeded: { icon: CheckmarkCircle20Filled, tone: 'good' },
  all: { icon: People20Regular, tone: 'quiet' },
  expired: { icon: KeyReset20Regular, tone: 'bad' },
  disabled: { icon: Prohibited20Regular, tone: 'quiet' },
  errors: { icon: Warning20Regular, tone: 'warning' },
  behind: { icon: TimerOff20Regular, tone: 'warning' },
  stopping: { icon: CalendarClock20Regular, tone: 'warning' },
};
const prominent = ['failed', 'never', 'in-progress', 'succeeded'] as const;
const others = ['all', 'expired', 'disabled', 'errors', 'behind', 'stopping'] as const;

export const Cards = memo(function Cards() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { data, error, refetch } = useCards();
  const { view, change } = usePlace();
  const queries = useQueryClient();
  const failedHint = useFailedHint();
  const show = (id: CardId): void => {
    const next = { ...view, ...noFilters, card: id, sort: null, direction: null };
    change(next);
    freshen(queries, next);
  };
  const facts = (id: CardId) => ({
    ...faces[id],
    count: data?.counts[id],
    definition: t(`card.${id}.definition`),
    isPressed: view.card === id,
    onPress: () => {
      show(id);
    },
  });
  return (
    <section className={styles.cards} aria-label={t('card.label')}>
      {error && !data ? (
        <span className={styles.unread} role="alert">
          <Text>{t('card.unread')}</Text>
          <Button size="small" onClick={() => void refetch()}>
            {t('card.again')}
          </Button>
        </span>
      ) : null}
      <div className={styles.row}>
        {prominent.map((id) => (
          <CardButton
            key={id}
            {...facts(id)}
            name={t(`card.${id}.name`)}
            isHintVital={id === 'failed' && (data?.counts.failed ?? 0) > 0}
            hint={id === 'failed' ? failedHint(data) : t(`card.${id}.hint`)}
          />
        ))}
      </div>
      <div className={styles.others}>
        {others.map((id) => (
          <CardButton key={id} {...facts(id)} name={t(`card.${id}.name`)} short={t(`card.${id}.short`)} />
        ))}
      </div>
      <Text size={200} className={styles.overlap}>
        {t('card.overlap')}
      </Text>
    </section>
  );
});

function useFailedHint(): (cards: CardCounts | undefined) => string {
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  return (cards) => {
    if (!cards || cards.counts.failed === 0) return t('card.failed.hint');
    const { failed, partlyFailed } = cards.failed;
    return t('card.failed.split', { failed: number(failed), partly: number(partlyFailed) });
  };
}
