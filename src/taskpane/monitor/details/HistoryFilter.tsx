// Which runs the history shows: by result, and by the days they started on.

import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { runOutcome, type WireRunOutcome } from '../../../contract/runs.ts';
import { wideMedia } from '../frame/use-is-wide.ts';

const useStyles = makeStyles({
  // In the pane the result takes a line of its own: two dates just fit beside each other.
  frame: {
    display: 'grid',
    gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
    alignItems: 'end',
    gap: tokens.spacingHorizontalS,
    [wideMedia]: { gridTemplateColumns: 'repeat(3, 200px) max-content' },
  },
  result: { gridColumn: '1 / -1', minWidth: 0, [wideMedia]: { gridColumn: 'auto' } },
  field: { minWidth: 0 },
  control: { width: '100%', minWidth: 0 },
});

export interface HistoryChoice {
  readonly outcome: WireRunOutcome | null;
  /** calendar days of this device, `2026-11-22`; empty for no bound */
  readonly from: string;
  readonly to: string;
}

export const wholeHistory: HistoryChoice = { outcome: null, from: '', to: '' };

export function isWhole({ outcome, from, to }: HistoryChoice): boolean {
  return outcome === null && from === '' && to === '';
}

/** The choice as the relay's bounds: the whole of the last day belongs to it. */
export function boundsOf({ from, to }: HistoryChoice): { readonly from?: string; readonly to?: string } {
  const fromMs = Date.parse(`${from}T00:00:00`);
  const toMs = Date.parse(`${to}T23:59:59.999`);
  return {
    ...(Number.isNaN(fromMs) ? {} : { from: new Date(fromMs).toISOString() }),
    ...(Number.isNaN(toMs) ? {} : { to: new Date(toMs).toISOString() }),
  };
}

export interface HistoryFilterProps {
  readonly choice: HistoryChoice;
  readonly onChoose: (choice: HistoryChoice) => void;
}

export function HistoryFilter({ choice, onChoose }: HistoryFilterProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { t: monitor } = useTranslation('monitor');
  return (
    <div role="group" aria-label={t('history.filters')} className={styles.frame}>
      <Field label={t('history.result')} className={styles.result}>
        <Select
          size="small"
          value={choice.outcome ?? ''}
          onChange={(_, { value }) => {
            onChoose({ ...choice, outcome: runOutcome.options.find((name) => name === value) ?? null });
          }}
        >
          <option value="">{t('history.anyResult')}</option>
          {runOutcome.options.map((outcome) => (
            <option key={outcome} value={outcome}>
              {monitor(`outcome.${outcome}`)}
            </option>
          ))}
        </Select>
      </Field>
      {(['from', 'to'] as const).map((bound) => (
        <Field key={bound} label={t(`history.${bound}`)} className={styles.field}>
          <Input
            type="date"
            size="small"
            className={styles.control}
            value={choice[bound]}
            {...(bound === 'to' && choice.from !== '' ? { min: choice.from } : {})}
            {...(bound === 'from' && choice.to !== '' ? { max: choice.to } : {})}
            input={{ className: styles.control }}
            onChange={(_, { value }) => {
              onChoose({ ...choice, [bound]: value });
            }}
          />
        </Field>
      ))}
      {isWhole(choice) ? null : (
        <Button
          size="small"
          onClick={() => {
            onChoose(wholeHistory);
          }}
        >
          {t('history.clear')}
        </Button>
      )}
    </div>
  );
}
