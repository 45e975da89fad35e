// The filters that are set, each with a press to take it away.

import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { useCauseWords } from '../../shell/cause-words.ts';
import { usePlace } from '../data/use-place.ts';
import { hasFilters, type Filters } from '../data/view.ts';

const useStyles = makeStyles({
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: { maxWidth: '100%', overflow: 'hidden' },
});

const names = ['cause', 'runner', 'version', 'authorization'] as const;

export function FilterChips() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const causes = useCauseWords();
  const { view, change } = usePlace();
  if (!hasFilters(view)) return null;
  const words: Readonly<Record<keyof Filters, string | null>> = {
    cause: view.cause && causes.name(view.cause),
    runner: view.runner && t(`filter.runner.${view.runner}`),
    version: view.version,
    authorization: view.authorization && t(`filter.authorization.${view.authorization}`),
  };
  return (
    <div className={styles.chips} role="group" aria-label={t('filter.active')}>
      {names.map((name) => {
        const value = words[name];
        if (value === null) return null;
        const text = t('filter.chip', { name: t(`filter.label.${name}`), value });
        return (
          <Button
            key={name}
            size="small"
            shape="circular"
            className={styles.chip}
            icon={<Dismiss16Regular />}
            iconPosition="after"
            aria-label={t('filter.remove', { filter: text })}
            onClick={() => {
              change({ [name]: null });
            }}
          >
            {text}
          </Button>
        );
      })}
    </div>
  );
}
