// A few people typed in. What is wrong stands at the row it is about.

import { Button, Field, Input, makeStyles, Tooltip, tokens } from '@fluentui/react-components';
import { Add20Regular, Dismiss20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { longestCredential } from '../../../contract/users.ts';
import { wideMedia } from '../frame/use-is-wide.ts';
import { useTooLong } from '../words/too-long.ts';
import { textOf } from './roster-layout.ts';
import type { BadLine } from './roster-lines.ts';

export interface RosterRow {
  readonly id: string;
  readonly salesUserName: string;
  readonly email: string;
}

export const emptyRow = (): RosterRow => ({ id: crypto.randomUUID(), salesUserName: '', email: '' });

/** A line per row, so that a problem's line is the row's place; an untouched row is an empty line. */
export function toCsv(rows: readonly RosterRow[]): string {
  return rows.map((row) => (row.email === '' && row.salesUserName === '' ? '' : textOf(row))).join('\n');
}

/** Typed, and still nothing: it looks filled in. */
const isBlank = (text: string): boolean => text !== '' && text.trim() === '';

const useStyles = makeStyles({
  rows: { display: 'grid', rowGap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'start',
    [wideMedia]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto' },
  },
  email: { gridColumn: '1', [wideMedia]: { gridColumn: '2' } },
  remove: { gridRow: '1', gridColumn: '2', marginTop: '26px', [wideMedia]: { gridColumn: '3' } },
  add: { justifySelf: 'start' },
});

interface RowsSourceProps {
  readonly rows: readonly RosterRow[];
  readonly bad: readonly BadLine[];
  readonly onChange: (rows: readonly RosterRow[]) => void;
}

export function RowsSource({ rows, bad, onChange }: RowsSourceProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const tooLong = useTooLong();
  const change = (id: string, part: Partial<RosterRow>): void => {
    onChange(rows.map((row) => (row.id === id ? { ...row, ...part } : row)));
  };
  return (
    <div className={styles.rows}>
      {rows.map((row, at) => {
        const problem = bad.find(({ line }) => line === at + 1)?.problem;
        const isFull = row.email !== '' && row.salesUserName !== '';
        const said = (field: 'email' | 'salesUserName'): string | null =>
          tooLong(row[field], longestCredential) ??
          (isBlank(row[field]) ? t(`credentials.blank.${field}`) : null) ??
          (isFull && problem?.is === field ? t(`credentials.wrong.${field}`) : null);
        const repeated =
          problem?.is === 'repeated' ? t('roster.remedy.repeated', { line: problem.firstLine }) : null;
        return (
          <div key={row.id} className={styles.row}>
            <Field
              label={t('credentials.salesUserName')}
              validationMessage={said('salesUserName') ?? repeated}
            >
              <Input
                value={row.salesUserName}
                autoComplete="off"
                onChange={(_, { value }) => {
                  change(row.id, { salesUserName: value });
                }}
              />
            </Field>
            <Field className={styles.email} label={t('credentials.email')} validationMessage={said('email')}>
              <Input
                value={row.email}
                type="email"
                autoComplete="off"
                onChange={(_, { value }) => {
                  change(row.id, { email: value });
                }}
              />
            </Field>
            <Tooltip content={t('roster.remove')} relationship="label">
              <Button
                appearance="subtle"
                className={styles.remove}
                icon={<Dismiss20Regular />}
                disabled={rows.length === 1}
                onClick={() => {
                  onChange(rows.filter(({ id }) => id !== row.id));
                }}
              />
            </Tooltip>
          </div>
        );
      })}
      <Button
        className={styles.add}
        icon={<Add20Regular />}
        onClick={() => {
          onChange([...rows, emptyRow()]);
        }}
      >
        {t('roster.another')}
      </Button>
    </div>
  );
}
