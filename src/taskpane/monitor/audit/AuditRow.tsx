// One entry: who did what to how many and when; opened, it tells everything that was kept.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular, ChevronRight16Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../contract/administration.ts';
import { Moment } from '../frame/Moment.tsx';
import { AuditDetails } from './AuditDetails.tsx';

const useStyles = makeStyles({
  entry: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    paddingBlock: tokens.spacingVerticalXS,
    borderBlockEndWidth: tokens.strokeWidthThin,
    borderBlockEndStyle: 'solid',
    borderBlockEndColor: tokens.colorNeutralStroke2,
  },
  toggle: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalXS,
    justifyContent: 'start',
    textAlign: 'start',
    paddingInline: 0,
    fontWeight: tokens.fontWeightRegular,
  },
  chevron: { display: 'inline-flex', ':dir(rtl) svg': { transform: 'scaleX(-1)' } },
  words: { display: 'grid', overflowWrap: 'anywhere' },
  // What stacks its marks stays in its line.
  line: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, overflow: 'clip' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function AuditRow({ entry }: { readonly entry: AuditEntry }) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const detailsId = useId();
  const [isOpen, setOpen] = useState(false);
  const byFilter = entry.selection['by'] === 'filter';
  const [only] = entry.users;
  const { hits } = entry.outcome;
  return (
    <li className={styles.entry}>
      <Button
        appearance="transparent"
        className={styles.toggle}
        aria-expanded={isOpen}
        {...(isOpen ? { 'aria-controls': detailsId } : {})}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <span className={styles.chevron} aria-hidden="true">
          {isOpen ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        </span>
        <span className={styles.words}>
          <span className={styles.line}>
            <Text weight="semibold">{t(`auditAction.${entry.action}`)}</Text>
            {entry.idCount === null ? null : (
              <Text>
                {entry.idCount === 1 && only ? (
                  <bdi>{only.displayName}</bdi>
                ) : (
                  t('audit.users', { count: entry.idCount })
                )}
              </Text>
            )}
            {byFilter ? <Text>{t('audit.everybody')}</Text> : null}
            {typeof hits === 'number' && hits !== entry.idCount ? (
              <Text>{t('audit.hits', { hits })}</Text>
            ) : null}
          </span>
          <span className={styles.line}>
            <Text size={200} className={styles.quiet}>
              <bdi>{entry.administratorName || entry.administrator}</bdi>
            </Text>
            <Text size={200} className={styles.quiet}>
              <Moment iso={entry.at} as="at" />
            </Text>
          </span>
        </span>
      </Button>
      {isOpen ? <AuditDetails id={detailsId} entry={entry} /> : null}
    </li>
  );
}
