// Words that only a screen reader gets.

import type { GriffelStyle } from '@fluentui/react-components';

export const forReaders: GriffelStyle = {
  position: 'absolute',
  width: '1px',
  height: '1px',
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
};
