// A confirmation that a screen reader hears when it appears. Its place exists before it has words, else it is not heard.

import { makeStyles, MessageBar, MessageBarBody, type MessageBarIntent } from '@fluentui/react-components';

const useStyles = makeStyles({
  // An empty cell of a grid would leave a double gap.
  place: { ':empty': { position: 'absolute' } },
});

export interface SaidProps {
  readonly words: string | null;
  readonly intent?: MessageBarIntent | undefined;
}

export function Said({ words, intent = 'success' }: SaidProps) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.place}>
      {words === null ? null : (
        <MessageBar intent={intent} layout="multiline">
          <MessageBarBody>{words}</MessageBarBody>
        </MessageBar>
      )}
    </div>
  );
}
