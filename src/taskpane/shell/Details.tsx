// Facts for support about something that did not work: closed at first, copied as one line each.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Copy16Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export interface SupportFacts {
  readonly code: string;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly runId?: string;
}

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS, justifyItems: 'start', minWidth: 0 },
  line: { fontFamily: tokens.fontFamilyMonospace, overflowWrap: 'anywhere', userSelect: 'text' },
  // no further out than its neighbours: a dialog clips what sticks out
  toggle: { paddingInline: tokens.spacingHorizontalXS, minWidth: 0 },
});

export function Details({ facts }: { readonly facts: SupportFacts }) {
  const styles = useStyles();
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
