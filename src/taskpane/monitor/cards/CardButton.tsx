// One card: a number, what it counts, and whether the list below shows exactly these users.

import { makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useMoments } from '../../shell/moments.ts';
import { useIsWide, wideMedia } from '../frame/use-is-wide.ts';
import { useToneStyles, type Tone } from '../frame/Status.tsx';

const useStyles = makeStyles({
  card: {
    position: 'relative',
    boxSizing: 'border-box',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignContent: 'start',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'center',
    minWidth: 0,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    [wideMedia]: { paddingBlock: tokens.spacingVerticalS },
    font: 'inherit',
    textAlign: 'start',
    cursor: 'pointer',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '1px',
    },
  },
  pressed: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorCompoundBrandStroke}`,
    boxShadow: `inset 0 0 0 1px ${tokens.colorCompoundBrandStroke}`,
    '@media (forced-colors: active)': { border: '1px solid Highlight', outline: '2px solid Highlight' },
  },
  small: {
    alignItems: 'center',
    alignContent: 'center',
    gridTemplateColumns: 'auto auto',
    // The pane's list begins below: a line or two, not six tiles.
    flexGrow: 1,
    minHeight: '28px',
    columnGap: tokens.spacingHorizontalXS,
    paddingInline: tokens.spacingHorizontalS,
    paddingBlock: 0,
    borderRadius: tokens.borderRadiusLarge,
    [wideMedia]: {
      gridTemplateColumns: 'auto minmax(0, 1fr) auto',
      minHeight: '36px',
      columnGap: tokens.spacingHorizontalS,
      paddingInline: tokens.spacingHorizontalM,
      paddingBlock: tokens.spacingVerticalXS,
    },
  },
  count: { ...typographyStyles.subtitle1, [wideMedia]: { ...typographyStyles.title2 } },
  smallCount: { fontWeight: tokens.fontWeightSemibold, textAlign: 'end' },
  icon: { display: 'inline-flex' },
  smallIcon: { display: 'none', [wideMedia]: { display: 'inline-flex' } },
  name: { gridColumn: '1 / -1', ...typographyStyles.caption1, [wideMedia]: { ...typographyStyles.body1 } },
  // The pane has room for numbers and names only.
  hint: {
    display: 'none',
    gridColumn: '1 / -1',
    color: tokens.colorNeutralForeground3,
    [wideMedia]: { display: 'inline' },
  },
  vital: { display: 'inline' },
});

export interface CardButtonProps {
  readonly name: string;
  /** whom it counts, in a sentence */
  readonly definition: string;
  /** undefined while unknown */
  readonly count: number | undefined;
  readonly icon: FluentIcon;
  readonly tone: Tone;
  readonly isPressed: boolean;
  /** makes the card a small one; its name where the pane is narrow */
  readonly short?: string;
  readonly hint?: ReactNode;
  /** the pane shows the hint, too */
  readonly isHintVital?: boolean;
  readonly onPress: () => void;
}

export function CardButton(props: CardButtonProps) {
  const {
    name,
    definition,
    count,
    icon: Icon,
    tone,
    isPressed,
    short,
    hint,
    isHintVital = false,
    onPress,
  } = props;
  const styles = useStyles();
  const tones = useToneStyles();
  const { number } = useMoments();
  const isSmall = short !== undefined;
  const isWide = useIsWide();
  const shownTone = count === 0 ? 'quiet' : tone;
  const shownCount = count === undefined ? '–' : number(count);
  const icon = (
    <span
      className={mergeClasses(styles.icon, isSmall && styles.smallIcon, tones[shownTone])}
      aria-hidden="true"
    >
      <Icon />
    </span>
  );
  return (
    <button
      type="button"
      className={mergeClasses(styles.card, isSmall && styles.small, isPressed && styles.pressed)}
      aria-pressed={isPressed}
      {...(isSmall && !isWide ? { 'aria-label': `${name} ${shownCount}` } : {})}
      title={definition}
      onClick={onPress}
    >
      {isSmall ? (
        <>
          {icon}
          <Text size={200}>{isWide ? name : short}</Text>
          <Text className={styles.smallCount}>{shownCount}</Text>
        </>
      ) : (
        <>
          <Text className={styles.count}>{shownCount}</Text>
          {icon}
          <Text className={styles.name}>{name}</Text>
          {hint === undefined ? null : (
            <Text size={200} className={mergeClasses(styles.hint, isHintVital && styles.vital)}>
              {hint}
            </Text>
          )}
        </>
      )}
    </button>
  );
}
