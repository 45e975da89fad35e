// The second, quieter line of a cell. Names, and what has two lines, are cut between words; one line of our own words is cut
// where the room ends. All in the order they are read: dots at the edge of a line that is read in both directions would take
// words out of its middle.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';

/** One line of it, then dots. What stacks its marks beyond the line is cut, too. */
const cutBetweenWords = {
  display: '-webkit-box',
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  // Old, and still the only way of browsers to cut between words.
  WebkitBoxOrient: 'vertical',
  WebkitLineClamp: '1',
} as const;

/**
 * For what somebody typed, with `dir="auto"`, in a grid. The direction of the text says which end is cut, that of the page
 * where it stands: no wider than its words, or the dots would have no room at the side where the text ends.
 */
export const nameLine = {
  ...cutBetweenWords,
  justifySelf: 'start',
  maxWidth: '100%',
  textAlign: 'start',
} as const;

const useStyles = makeStyles({
  line: { ...cutBetweenWords, wordBreak: 'break-all', color: tokens.colorNeutralForeground3 },
  name: { ...nameLine, wordBreak: 'normal' },
  long: { WebkitLineClamp: '2', wordBreak: 'normal' },
});

export interface SecondProps {
  readonly text: string;
  /** somebody typed it, in whatever language */
  readonly isName?: boolean;
  /** there is room for two lines of it */
  readonly isLong?: boolean;
}

export function Second({ text, isName = false, isLong = false }: SecondProps) {
  const styles = useStyles();
  return (
    <Text
      size={200}
      className={mergeClasses(styles.line, isName && styles.name, isLong && styles.long)}
      {...(isName && { dir: 'auto' })}
      title={text}
    >
      {text}
    </Text>
  );
}
