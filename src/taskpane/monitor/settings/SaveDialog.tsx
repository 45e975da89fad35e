// Before anything is saved: what changes, and how many users it touches. The count is asked of the relay and never stands
// in the way of saving; what the relay would refuse does.

import {
  Button,
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
import { useEffect, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingChange } from '../../../contract/organisation/differences.ts';
import type { SettingsPreview } from '../../../contract/organisation/wire.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { isRelayError } from '../../../remote/relay/relay-error.ts';
import { Notice } from '../../sync/frame/Notice.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { ChangeList } from './ChangeList.tsx';
import { useSettingWords } from './setting-words.ts';
import { refusedBy, type Refused } from './wrong-fields.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface SaveDialogProps {
  readonly title: string;
  readonly confirm: string;
  readonly settings: OrganisationSettings;
  /** what they are a change of: whom they touch is counted anew on top of another one */
  readonly version: number;
  readonly changes: readonly SettingChange[];
  readonly isSaving: boolean;
  /** what went wrong with the last attempt */
  readonly problem?: ReactNode;
  /** the relay found, before anything was saved, that it would refuse some fields */
  readonly onRefused?: (refused: Refused) => void;
  readonly onSave: () => void;
  readonly onClose: () => void;
}

export function SaveDialog(props: SaveDialogProps) {
  const { title, confirm, settings, version, changes, isSaving, problem, onRefused, onSave, onClose } = props;
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const preview = useQuery({
    queryKey: ['settings', 'preview', version, settings],
    queryFn: () => client.administration.previewSettings(settings),
    gcTime: 0,
  });
  const { error } = preview;
  const refused = useMemo(() => (isRelayError(error) ? refusedBy(error, settings) : null), [error, settings]);
  useEffect(() => {
    if (refused) onRefused?.(refused);
  }, [refused, onRefused]);
  const cannotSave = isSaving || refused !== null;
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !isSaving) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{title}</DialogTitle>
          <DialogContent className={styles.content}>
            {refused ? <Wrong refused={refused} /> : <Touched preview={preview.data} error={error} />}
            <ChangeList changes={changes} label={title} />
            {problem}
          </DialogContent>
          <DialogActions fluid>
            <Button disabled={isSaving} onClick={onClose}>
              {t('save.cancel')}
            </Button>
            <Button
              appearance="primary"
              disabledFocusable={cannotSave}
              {...(isSaving ? { icon: <Spinner size="tiny" /> } : {})}
              onClick={() => {
                if (!cannotSave) onSave();
              }}
            >
              {confirm}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}

/** Which fields, and why. */
function Wrong({ refused: { wrong } }: { readonly refused: Refused }) {
  const { t } = useTranslation('administration');
  const words = useSettingWords();
  return (
    <Notice title={t('save.refused')}>
      {[...wrong].map(([path, error]) => (
        <Text key={path} block>
          {t('save.refusedField', { field: words.name(path), reason: words.wrong(path, error) })}
        </Text>
      ))}
    </Notice>
  );
}

interface TouchedProps {
  readonly preview: SettingsPreview | undefined;
  readonly error: Error | null;
}

function Touched({ preview, error }: TouchedProps) {
  const { t } = useTranslation('administration');
  const words = preview
    ? preview.touchedUsers === 0
      ? t('save.touchesNobody')
      : t('save.touches', { count: preview.touchedUsers, total: preview.totalUsers })
    : t(error ? 'save.uncounted' : 'save.counting');
  return (
    <Text weight="semibold" role="status">
      {words}
    </Text>
  );
}
