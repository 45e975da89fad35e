// Before anything is saved: what changes, and how many users it touches. The count is asked of the relay; it never stands
// in the way of saving.

import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingChange } from '../../../contract/organisation/differences.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { ChangeList } from './ChangeList.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface SaveDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly settings: OrganisationSettings;
  readonly changes: readonly SettingChange[];
  readonly isSaving: boolean;
  /** what went wrong with the last attempt */
  readonly problem?: ReactNode;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

export function SaveDialog(props: SaveDialogProps) {
  const { title, confirm, settings, changes, isSaving, problem, onSave, onClose } = props;
  const styles = useStyles();
  const { t } = useTranslation('administration');
  return (
    <Dialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !isSaving) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            <Touched settings={settings} />
            <ChangeList changes={changes} label={title} />
            {problem}
          </DialogContent>
          <DialogActions fluid>
            <Button disabled={isSaving} onClick={onClose}>
              {t('save.cancel')}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={isSaving}
              {...(isSaving ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => {
                if (!isSaving) onSave();
              }}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

function Touched({ settings }: { readonly settings: OrganisationSettings }) {
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const { data, error } = useQuery({
    queryKey: ['settings', 'preview', settings],
    queryFn: () => client.administration.previewSettings(settings),
    gcTime: 0,
  });
  const words = data
    ? data.touchedUsers === 0
      ? t('save.touchesNobody')
      : t('save.touches', { count: data.touchedUsers, total: data.totalUsers })
    : t(error ? 'save.uncounted' : 'save.counting');
  return (
    <Text weight="semibold" role="status">
      {words}
    </Text>
  );
}
