// Something did not work: one sentence, what to do, and the facts for support behind *Details*, with *Copy*.

import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const useStyles = makeStyles({
  bar: { paddingBlock: tokens.spacingVerticalS },
  body: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start', minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface NoticeProps {
  readonly intent?: 'error' | 'warning' | 'info' | 'success';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** buttons that mend it */
  readonly actions?: ReactNode;
  readonly facts?: SupportFacts;
}

export function Notice({ intent = 'error', title, children, actions, facts }: NoticeProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <div className={styles.body}>
          <div>
            {title === undefined ? null : <MessageBarTitle>{title}</MessageBarTitle>}
            {children === undefined ? null : <div>{children}</div>}
          </div>
          {actions === undefined ? null : <div className={styles.buttons}>{actions}</div>}
          {facts ? <Details facts={facts} /> : null}
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}

export interface SupportFacts {
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly runId?: string;
}

const useDetailsStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start', minWidth: 0 },
  line: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'text' },
  toggle: { marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalS})`, minWidth: 0 },
});

/** Facts for support, closed at first; *Copy* takes them as one line each. */
export function Details({ facts }: { readonly facts: SupportFacts }) {
  const styles = useDetailsStyles();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const lines = [
    `${t('code')}: ${facts.code}`,
    ...(facts.status === null ? [] : [`${t('status')}: ${facts.status}`]),
    ...(facts.requestId === null ? [] : [`${t('requestId')}: ${facts.requestId}`]),
    ...(facts.runId === undefined ? [] : [`${t('runDetails.runId')}: ${facts.runId}`]),
  ];
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(lines.join('\n'));
    setCopied(true);
  };
  return (
    <div className={styles.frame}>
      <Button
        size="small"
        appearance="transparent"
        className={styles.toggle}
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {t('details')}
      </Button>
      {isOpen ? (
        <>
          {lines.map((line) => (
            <Text key={line} size={200} className={styles.line}>
              {line}
            </Text>
          ))}
          <Button size="small" icon={<Copy16Regular />} onClick={() => void copy()}>
            {isCopied ? t('copied') : t('copy')}
          </Button>
        </>
      ) : null}
    </div>
  );
}
