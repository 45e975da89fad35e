// One record of the plan: included or not, what would happen to it, and its fields before and after.

import { Button, Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDiff, PlanItem } from '../../../sync/model/plan.ts';
import type { UnitValue } from '../../../sync/model/record.ts';
import { useValueWords } from '../words/value-words.ts';
import { isWritten } from './plan-totals.ts';

const useStyles = makeStyles({
  row: { paddingBlock: tokens.spacingVerticalXXS },
  line: { display: 'flex', alignItems: 'center', minHeight: '48px', minWidth: 0 },
  place: { width: '32px', flexShrink: 0 },
  words: { display: 'grid', flexGrow: 1, minWidth: 0, paddingInline: tokens.spacingHorizontalXS },
  out: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
  quiet: { color: tokens.colorNeutralForeground3 },
  chevron: {
    display: 'inline-flex',
    transitionProperty: 'transform',
    transitionDuration: tokens.durationFast,
    '@media (prefers-reduced-motion: reduce)': { transitionDuration: '0.01ms' },
  },
  open: { transform: 'rotate(180deg)' },
  fields: {
    margin: 0,
    marginInlineStart: '36px',
    marginInlineEnd: tokens.spacingHorizontalS,
    paddingBlockEnd: tokens.spacingVerticalS,
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
  },
  field: { display: 'grid', minWidth: 0 },
  unit: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    whiteSpace: 'pre-wrap',
    unicodeBidi: 'plaintext',
    overflowWrap: 'anywhere',
  },
  before: { color: tokens.colorNeutralForeground3, textDecorationLine: 'line-through' },
});

export interface PlanRowProps {
  readonly item: PlanItem;
  readonly isIncluded: boolean;
  readonly onInclude: (isIncluded: boolean) => void;
}

export function PlanRow({ item, isIncluded, onInclude }: PlanRowProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const detailsId = useId();
  const title = item.title || t('plan.untitled');
  const what = [`${t(`plan.action.${item.action}`)} ${t(`plan.in.${item.side}`)}`];
  if (item.heldBecause !== null) what.push(t(`excluded.reason.${item.heldBecause}`));
  else if (item.action === 'hold') what.push(t('plan.asked'));
  return (
    <div className={styles.row}>
      <div className={styles.line}>
        {isWritten(item) ? (
          <Checkbox
            checked={isIncluded}
            aria-label={t('plan.include', { title })}
            onChange={(_event, data) => {
              onInclude(data.checked === true);
            }}
          />
        ) : (
          <span className={styles.place} />
        )}
        <span className={styles.words}>
          <Text className={isIncluded ? '' : styles.out}>
            <bdi>{title}</bdi>
          </Text>
          <Text size={200} className={styles.quiet}>
            {what.join(' · ')}
          </Text>
        </span>
        {item.fields.length > 0 ? (
          <Button
            appearance="subtle"
            aria-expanded={isOpen}
            aria-controls={detailsId}
            aria-label={`${title}: ${t('plan.fields', { count: item.fields.length })}`}
            icon={
              <span className={mergeClasses(styles.chevron, isOpen && styles.open)}>
                <ChevronDown16Regular />
              </span>
            }
            onClick={() => {
              setOpen(!isOpen);
            }}
          />
        ) : null}
      </div>
      {isOpen ? (
        <dl id={detailsId} className={styles.fields}>
          {item.fields.map((field) => (
            <Diff key={field.unit} field={field} />
          ))}
        </dl>
      ) : null}
    </div>
  );
}

function Diff({ field }: { readonly field: FieldDiff }) {
  const styles = useStyles();
  const words = useValueWords();
  return (
    <div className={styles.field}>
      <dt className={styles.unit}>{words.unit(field.unit)}</dt>
      {field.before === null ? null : <Value value={field.before} isBefore />}
      <Value value={field.after} isBefore={false} />
    </div>
  );
}

function Value({ value, isBefore }: { readonly value: UnitValue; readonly isBefore: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useValueWords();
  const text = words.value(value) ?? t('blank');
  return isBefore ? (
    <dd className={mergeClasses(styles.value, styles.before)}>
      <del dir="auto" aria-label={`${t('plan.before')}: ${text}`}>
        {text}
      </del>
    </dd>
  ) : (
    <dd className={styles.value}>
      <bdi>{text}</bdi>
    </dd>
  );
}
