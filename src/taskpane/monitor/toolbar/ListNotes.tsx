// What must be said above the rows: a cause that filters them, a link this build half understood, a search cut short,
// rows that are not the present.

import { Button, makeStyles, MessageBar, MessageBarBody, tokens } from '@fluentui/react-components';
import { Dismiss16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { usePlace } from '../data/use-place.ts';
import type { Users } from '../data/use-users.ts';
import { Problem } from '../frame/Problem.tsx';

const useStyles = makeStyles({
  notes: { display: 'grid', rowGap: tokens.spacingVerticalS, ':empty': { display: 'none' } },
  filter: { justifySelf: 'start' },
});

export function ListNotes({ users }: { readonly users: Users }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const causes = useCauseWords();
  const { number } = useMoments();
  const { view, unknown, change } = usePlace();
  const [isRead, setRead] = useState(false);
  return (
    <div className={styles.notes}>
      {view.cause === null ? null : (
        <Button
          size="small"
          shape="circular"
          className={styles.filter}
          icon={<Dismiss16Regular />}
          iconPosition="after"
          aria-label={t('table.removeFilter', { cause: causes.name(view.cause) })}
          onClick={() => {
            change({ cause: null });
          }}
        >
          {t('table.cause', { cause: causes.name(view.cause) })}
        </Button>
      )}
      {unknown.length === 0 || isRead ? null : (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>
            {t('table.unknownValues', { names: unknown.join(', ') })}{' '}
            <Button
              size="small"
              appearance="transparent"
              onClick={() => {
                setRead(true);
              }}
            >
              {t('dialog.close')}
            </Button>
          </MessageBarBody>
        </MessageBar>
      )}
      {users.isCut ? (
        <MessageBar intent="info" layout="multiline">
          <MessageBarBody>{t('table.cut', { total: number(users.total) })}</MessageBarBody>
        </MessageBar>
      ) : null}
      {users.error && users.rows ? <Problem error={users.error} onRetry={users.refresh} /> : null}
    </div>
  );
}
