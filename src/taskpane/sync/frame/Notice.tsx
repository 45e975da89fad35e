// Something did not work: one sentence, what to do, and the facts for support behind *Details*, with *Copy*.

import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Details, type SupportFacts } from '../../shell/Details.tsx';

const useStyles = makeStyles({
  bar: { paddingBlock: tokens.spacingVerticalS },
  body: { display: 'grid', rowGap: tokens.spacingVerticalS, justifyItems: 'start', minWidth: 0 },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface NoticeProps {
  readonly intent?: 'error' | 'warning' | 'info' | 'success';
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** buttons that mend it */
  readonly actions?: ReactNode;
  readonly facts?: SupportFacts;
}

export function Notice({ intent = 'error', title, children, actions, facts }: NoticeProps) {
  const styles = useStyles();
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar}>
      <MessageBarBody>
        <div className={styles.body}>
          <div>
            {title === undefined ? null : <MessageBarTitle>{title}</MessageBarTitle>}
            {children === undefined ? null : <div>{children}</div>}
          </div>
          {actions === undefined ? null : <div className={styles.buttons}>{actions}</div>}
          {facts ? <Details facts={facts} /> : null}
        </div>
      </MessageBarBody>
    </MessageBar>
  );
}
