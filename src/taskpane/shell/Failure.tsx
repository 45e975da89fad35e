// A screen that cannot be shown: what happened, what to do, and the code behind *Details* for support.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    padding: tokens.spacingHorizontalL,
    justifyItems: 'start',
  },
  code: { fontFamily: tokens.fontFamilyMonospace },
});

export interface FailureProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

export function Failure({ error, onRetry }: FailureProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.frame} role="alert">
      <MessageBar intent="error" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{t('failure.title')}</MessageBarTitle>
          {t('failure.body')}
        </MessageBarBody>
      </MessageBar>
      <Button appearance="primary" onClick={onRetry}>
        {t('failure.retry')}
      </Button>
      <Button
        appearance="transparent"
        onClick={() => {
          setOpen(!isOpen);
        }}
        aria-expanded={isOpen}
      >
        {t('failure.details')}
      </Button>
      {isOpen ? (
        <Text className={styles.code}>{error instanceof Error ? error.message : String(error)}</Text>
      ) : null}
    </div>
  );
}
