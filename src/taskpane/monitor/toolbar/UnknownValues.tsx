// A link of another build, or one that was typed: what it asks for and nobody here knows is left out, and said.

import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';

interface UnknownValuesProps {
  /** as the screen calls them */
  readonly names: readonly string[];
}

export function UnknownValues({ names }: UnknownValuesProps) {
  const { t } = useTranslation('monitor');
  const { language } = useMoments();
  const [isRead, setRead] = useState(false);
  if (names.length === 0 || isRead) return null;
  const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t('table.unknownValues', { names: list.format(names) })}{' '}
        <Button
          size="small"
          appearance="transparent"
          onClick={() => {
            setRead(true);
          }}
        >
          {t('dialog.close')}
        </Button>
      </MessageBarBody>
    </MessageBar>
  );
}
