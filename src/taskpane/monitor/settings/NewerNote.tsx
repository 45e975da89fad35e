// Somebody else saved while this page was open: said at once, not only when saving is refused.

import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SettingsAnswer } from '../../../contract/settings.ts';
import { useMoments } from '../../shell/moments.ts';
import { Notice } from '../../sync/frame/Notice.tsx';

export interface NewerNoteProps {
  readonly newer: SettingsAnswer;
  /** the version that the form shows */
  readonly shown: number;
  readonly onShow: () => void;
}

export function NewerNote({ newer, shown, onShow }: NewerNoteProps) {
  const { t } = useTranslation('administration');
  const { ago } = useMoments();
  const { version, changedAt, changedBy } = newer;
  const time = changedAt === null ? '' : ago(Date.parse(changedAt));
  return (
    <Notice
      intent="info"
      title={t('both.title')}
      actions={<Button onClick={onShow}>{t('settings.showNewer', { version })}</Button>}
    >
      {t('settings.newer', { name: changedBy ?? '', version, time, shown })}
    </Notice>
  );
}
