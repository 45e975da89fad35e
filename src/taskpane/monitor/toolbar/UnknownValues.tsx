// A link of another build, or one that was typed: what it asks for and nobody here knows is left out, and said.

import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

export function UnknownValues({ names }: { readonly names: readonly string[] }) {
  const { t } = useTranslation('monitor');
  const [isRead, setRead] = useState(false);
  if (names.length === 0 || isRead) return null;
  return (
    <MessageBar intent="warning" layout="multiline">
      <MessageBarBody>
        {t('table.unknownValues', { names: names.join(', ') })}{' '}
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
