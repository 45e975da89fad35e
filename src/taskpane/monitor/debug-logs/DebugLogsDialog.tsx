// Enable Debug Logs for one user until a chosen time, and take home what was collected.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusKept } from '../actions/use-focus-kept.ts';
import { Problem } from '../frame/Problem.tsx';
import { DebugLogLine } from './DebugLogLine.tsx';
import { useDebugLogs, type DebugLogsState } from './use-debug-logs.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  start: { display: 'flex', flexWrap: 'wrap', alignItems: 'end', gap: tokens.spacingHorizontalS },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
});

const choices = [15, 60, 240, 480, 1440] as const;
const usual = 60;

export interface DebugLogsDialogProps {
  readonly userId: string;
  readonly displayName: string;
  readonly onClose: () => void;
}

export function DebugLogsDialog({ userId, displayName, onClose }: DebugLogsDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { t: monitor } = useTranslation('monitor');
  const state = useDebugLogs(userId);
  const { logs, active } = state;
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('debug.titleOf', { name: displayName })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t('debug.what')}</Text>
            {state.error ? <Problem error={state.error} onRetry={state.askAgain} /> : null}
            {!logs && !state.error ? <Spinner size="small" label={monitor('loading')} /> : null}
            {logs ? <Start state={state} /> : null}
            {state.deedError ? <Problem error={state.deedError} isDeed /> : null}
            {logs?.length === 0 ? <Text>{t('debug.none')}</Text> : null}
            {logs && logs.length > 0 ? (
              <ul className={styles.list} aria-label={t('debug.list')}>
                {logs.map((log) => (
                  <DebugLogLine key={log.id} log={log} state={state} />
                ))}
              </ul>
            ) : null}
          </DialogContent>
          <DialogActions fluid>
            {active ? (
              <Button
                disabledFocusable={state.isBusy}
                onClick={() => {
                  state.stop(active);
                }}
              >
                {t('debug.stop')}
              </Button>
            ) : null}
            <Button onClick={onClose}>{monitor('dialog.close')}</Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}

function Start({ state }: { readonly state: DebugLogsState }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [minutes, setMinutes] = useState<number>(usual);
  const { active, isBusy } = state;
  // *Stop now* goes with what it stopped.
  const buttonId = useFocusKept();
  return (
    <div className={styles.start}>
      <Field label={t('debug.until')}>
        <Select
          value={String(minutes)}
          onChange={(_, { value }) => {
            setMinutes(Number(value));
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice < 60 ? t('debug.minutes', { count: choice }) : t('debug.hours', { count: choice / 60 })}
            </option>
          ))}
        </Select>
      </Field>
      <Button
        id={buttonId}
        appearance={active ? 'secondary' : 'primary'}
        disabledFocusable={isBusy}
        onClick={() => {
          state.start(minutes);
        }}
      >
        {t(active ? 'debug.extend' : 'debug.start')}
      </Button>
    </div>
  );
}
