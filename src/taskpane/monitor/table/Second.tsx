// The second, quieter line of a cell, cut between words: dots at the left edge of Arabic words would leave the end of a
// Latin one.

import { makeStyles, Text, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  line: {
    color: tokens.colorNeutralForeground3,
    display: '-webkit-box',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- browsers know no other way to cut between words
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: '1',
  },
});

export function Second({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <Text size={200} className={styles.line} title={text}>
      {text}
    </Text>
  );
}
