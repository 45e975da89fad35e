// Each user of an action, and how it stands with them. The list scrolls within its dialog.

import { makeStyles, Text, tokens } from '@fluentui/react-components';

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
  }[];
}

export function UserStates({ label, users }: UserStatesProps) {
  const styles = useStyles();
  return (
    // It scrolls, so the keyboard must get to it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <ul className={styles.list} aria-label={label} tabIndex={0}>
      {users.map(({ id, displayName, state }) => (
        <li key={id} className={styles.user}>
          <Text className={styles.name}>
            <bdi>{displayName}</bdi>
          </Text>
          <Text size={200} className={styles.state}>
            {state}
          </Text>
        </li>
      ))}
    </ul>
  );
}
