// Debug logs at the end of a user's details: whether they are on, the newest bundle, and a button to its dialog for the rest.

import { Button, makeStyles, Text } from '@fluentui/react-components';
import { Bug20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { Problem } from '../frame/Problem.tsx';
import { DebugLogLine } from './DebugLogLine.tsx';
import { DebugLogsDialog } from './DebugLogsDialog.tsx';
import { useDebugLogs } from './use-debug-logs.ts';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid' },
});

export function DebugLogsCard({ row }: { readonly row: UserRow }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const [isOpen, setOpen] = useState(false);
  const buttonId = useId();
  const state = useDebugLogs(row.id);
  const newest = state.active ?? state.logs?.[0];
  return (
    <Card title={t('debug.open')}>
      <Text>{t('debug.what')}</Text>
      {newest ? (
        <ul className={styles.list} aria-label={t('debug.list')}>
          <DebugLogLine log={newest} state={state} />
        </ul>
      ) : null}
      {state.deedError ? <Problem error={state.deedError} isDeed /> : null}
      <div>
        <Button
          id={buttonId}
          icon={<Bug20Regular />}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t(state.active ? 'debug.change' : 'debug.title')}
        </Button>
      </div>
      {isOpen ? (
        <DebugLogsDialog
          userId={row.id}
          displayName={row.displayName}
          onClose={() => {
            setOpen(false);
            requestAnimationFrame(() => document.getElementById(buttonId)?.focus());
          }}
        />
      ) : null}
    </Card>
  );
}
