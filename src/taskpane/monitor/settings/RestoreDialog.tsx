// An earlier version becomes the newest one. Somebody who saved in between is met like in the form: nothing is overwritten
// unseen, the list is read again and the difference is shown anew.

import { Text } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { differences } from '../../../contract/organisation/differences.ts';
import type { SettingsVersion } from '../../../contract/organisation/wire.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { saveSettings } from './save-settings.ts';
import { SaveDialog } from './SaveDialog.tsx';

export interface RestoreDialogProps {
  readonly wanted: SettingsVersion;
  readonly present: SettingsVersion;
  readonly onClose: () => void;
}

export function RestoreDialog({ wanted, present, onClose }: RestoreDialogProps) {
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const queries = useQueryClient();
  const { settings, version } = wanted;
  const changes = differences(present.settings, settings);
  const restore = useMutation({
    networkMode: 'always',
    mutationFn: () =>
      saveSettings(client.administration, { settings, version: present.version, restored: version }),
    onSuccess: async (saved) => {
      queries.setQueryData(queryKeys.settings, saved.is === 'saved' ? saved.answer : saved.theirs);
      await queries.invalidateQueries({ queryKey: queryKeys.settingsHistory });
      if (saved.is === 'saved') onClose();
    },
  });
  const isMet = restore.data?.is === 'met';
  return (
    <SaveDialog
      title={t('history.restoreTitle', { version })}
      confirm={t('history.restore')}
      settings={settings}
      version={present.version}
      changes={changes}
      isSaving={restore.isPending}
      problem={
        isMet ? (
          <Text role="alert">{t('both.title')}</Text>
        ) : restore.error ? (
          <Problem error={restore.error} isDeed />
        ) : changes.length === 0 ? (
          <Text>{t('history.nothing')}</Text>
        ) : null
      }
      onSave={() => {
        restore.mutate();
      }}
      onClose={onClose}
    />
  );
}
