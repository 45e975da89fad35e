// A button that leads to another screen: looks like a button, is a link for the keyboard and the screen reader.

import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';

export interface LinkButtonProps {
  readonly to: string;
  readonly appearance?: 'primary' | 'secondary' | 'subtle';
  readonly children: ReactNode;
}

export function LinkButton({ to, appearance = 'secondary', children }: LinkButtonProps) {
  return (
    <Button as="a" href={`#${to}`} appearance={appearance}>
      {children}
    </Button>
  );
}
