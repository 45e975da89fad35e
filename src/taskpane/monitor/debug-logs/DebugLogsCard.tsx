// Debug logs at the end of a user's details: one button, everything else in its dialog.

import { Button, Text } from '@fluentui/react-components';
import { Bug20Regular } from '@fluentui/react-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { DebugLogsDialog } from './DebugLogsDialog.tsx';

export function DebugLogsCard({ row }: { readonly row: UserRow }) {
  const { t } = useTranslation('details');
  const [isOpen, setOpen] = useState(false);
  const buttonId = useId();
  return (
    <Card title={t('debug.open')}>
      <Text>{t('debug.what')}</Text>
      <div>
        <Button
          id={buttonId}
          icon={<Bug20Regular />}
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('debug.title')}
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
