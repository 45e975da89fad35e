// Buttons of a card, in a line that wraps.

import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function Actions({ children }: { readonly children: ReactNode }) {
  return <div className={useStyles().line}>{children}</div>;
}
