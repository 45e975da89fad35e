// Each user of an action, and how it stands with them. The list scrolls within its dialog.

import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { useToneStyles, type Tone } from '../frame/Status.tsx';

const useStyles = makeStyles({
  list: {
    margin: 0,
    padding: 0,
    listStyleType: 'none',
    maxHeight: '240px',
    overflowY: 'auto',
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  user: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInline: tokens.spacingHorizontalXS,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflow: 'clip',
  },
  name: { overflowWrap: 'anywhere' },
  state: { color: tokens.colorNeutralForeground2, textAlign: 'end' },
});

export interface UserStatesProps {
  readonly label: string;
  readonly users: readonly {
    readonly id: string;
    readonly displayName: string;
    /** in words */
    readonly state: string;
    readonly tone?: Tone;
  }[];
}

export function UserStates({ label, users }: UserStatesProps) {
  const styles = useStyles();
  const tones = useToneStyles();
  return (
    // It scrolls, so the keyboard must get to it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles.list} aria-label={label} tabIndex={0}>
      {users.map(({ id, displayName, state, tone }) => (
        <li key={id} className={styles.user}>
          <Text className={styles.name}>
            <bdi>{displayName}</bdi>
          </Text>
          <Text size={200} className={mergeClasses(styles.state, tone && tones[tone])}>
            {state}
          </Text>
        </li>
      ))}
    </ul>
  );
}
