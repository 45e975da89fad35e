// The one sentence an administrator opens the Monitor for: how many users need somebody, and what they share.

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Cards } from '../../../contract/users.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { usePlace } from '../data/use-place.ts';
import { noFilters } from '../data/view.ts';

const useStyles = makeStyles({
  line: { color: tokens.colorNeutralForeground1, lineHeight: tokens.lineHeightBase300 },
  // Room after it: a line that begins with the next link has no indent.
  causes: { marginInlineEnd: tokens.spacingHorizontalXS },
});

export function Summary({ cards }: { readonly cards: Cards }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const causes = useCauseWords();
  const { change, sectionHref } = usePlace();
  const { users, topCause, topCauseUsers } = cards.needYou;
  if (users === 0)
    return (
      <Text className={styles.line}>{t(cards.counts.all === 0 ? 'summary.noUsers' : 'summary.nobody')}</Text>
    );
  const start = t('summary.users', { count: users });
  const isShared = topCause !== null && topCauseUsers > 1;
  return (
    <Text className={styles.line}>
      <Text weight="semibold">{start}</Text>
      {topCause === null ? t('summary.end') : null}
      {topCause !== null && !isShared ? t('summary.reason', { cause: causes.name(topCause) }) : null}
      {isShared ? t('summary.next') : null}
      {isShared ? t('summary.shared', { count: topCauseUsers, cause: causes.name(topCause) }) : null}{' '}
      {isShared ? (
        <Link inline href={sectionHref('causes')} className={styles.causes}>
          {t('header.causes')}
        </Link>
      ) : null}{' '}
      {topCause === null ? null : (
        <Link
          as="button"
          inline
          onClick={() => {
            change({ ...noFilters, card: 'failed', cause: topCause, q: '' });
          }}
        >
          {t('summary.show')}
        </Link>
      )}
    </Text>
  );
}
