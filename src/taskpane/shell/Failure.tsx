// A screen that cannot be shown: what happened, what to do, and the code behind *Details* for support.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Details } from './Details.tsx';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalM,
    justifyItems: 'start',
    maxWidth: '640px',
    marginInline: 'auto',
  },
});

export interface FailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function Failure({ error, onRetry }: FailureProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const code = error instanceof Error ? error.message : String(error);
  return (
    <main className={styles.frame}>
      <div role="alert">
        <MessageBar intent="error" layout="multiline">
          <MessageBarBody>
            <MessageBarTitle>{t('failure.title')}</MessageBarTitle>
            {t('failure.body')}
          </MessageBarBody>
        </MessageBar>
      </div>
      <Button appearance="primary" onClick={onRetry}>
        {t('failure.retry')}
      </Button>
      <Details facts={{ code, status: null, requestId: null }} />
    </main>
  );
}
