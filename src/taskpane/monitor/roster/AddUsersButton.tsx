// Opens the dialog that adds people; its code is fetched with the first press.

import { Button, Spinner, Tooltip } from '@fluentui/react-components';
import { PersonAdd20Regular } from '@fluentui/react-icons';
import { lazy, Suspense, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useIsWide } from '../frame/use-is-wide.ts';

const AddUsersDialog = lazy(async () => ({
  default: (await import('./AddUsersDialog.tsx')).AddUsersDialog,
}));

/** `isShort`: the line has to hold more beside it. */
export function AddUsersButton({ isShort }: { readonly isShort: boolean }) {
  const { t } = useTranslation('monitor');
  const isWide = useIsWide();
  const [isOpen, setOpen] = useState(false);
  const buttonId = useId();
  const button = (
    <Button
      id={buttonId}
      appearance={isWide ? 'secondary' : 'subtle'}
      icon={<PersonAdd20Regular />}
      onClick={() => {
        setOpen(true);
      }}
    >
      {isShort ? null : t('roster.name')}
    </Button>
  );
  return (
    <>
      {isShort ? (
        <Tooltip content={t('roster.name')} relationship="label" positioning="below">
          {button}
        </Tooltip>
      ) : (
        button
      )}
      {isOpen ? (
        <Suspense fallback={<Spinner size="tiny" />}>
          <AddUsersDialog
            onClose={() => {
              setOpen(false);
              requestAnimationFrame(() => document.getElementById(buttonId)?.focus());
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}
