// A line that leads to another screen: what is there, how many, and that it leads on.

import { makeStyles, shorthands, Text, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular, Open16Regular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '36px',
    boxSizing: 'border-box',
    width: '100%',
    paddingInline: tokens.spacingHorizontalS,
    paddingBlock: tokens.spacingVerticalXS,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorTransparentBackground,
    ...shorthands.borderStyle('none'),
    borderRadius: tokens.borderRadiusMedium,
    fontFamily: tokens.fontFamilyBase,
    fontSize: tokens.fontSizeBase300,
    textAlign: 'start',
    textDecorationLine: 'none',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':active': { backgroundColor: tokens.colorNeutralBackground1Pressed },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px',
    },
  },
  words: { display: 'grid', flexGrow: 1, minWidth: 0 },
  detail: { color: tokens.colorNeutralForeground3 },
  icon: { display: 'inline-flex', flexShrink: 0 },
  chevron: {
    display: 'inline-flex',
    flexShrink: 0,
    color: tokens.colorNeutralForeground3,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
});

export interface RowLinkProps {
  /** path of a screen of the pane */
  readonly to: string;
  readonly label: ReactNode;
  readonly detail?: ReactNode;
  readonly icon?: ReactNode;
  /** number or words at the end of the line */
  readonly value?: ReactNode;
  /** opens in its own window instead of here */
  readonly onOpenWide?: () => void;
}

export function RowLink({ to, label, detail, icon, value, onOpenWide }: RowLinkProps) {
  const styles = useStyles();
  const content = (
    <>
      {icon ? <span className={styles.icon}>{icon}</span> : null}
      <span className={styles.words}>
        <Text>{label}</Text>
        {detail ? (
          <Text size={200} className={styles.detail}>
            {detail}
          </Text>
        ) : null}
      </span>
      {value === undefined ? null : <Text weight="semibold">{value}</Text>}
      <span className={styles.chevron}>{onOpenWide ? <Open16Regular /> : <ChevronRight16Regular />}</span>
    </>
  );
  return onOpenWide ? (
    <button type="button" className={styles.row} onClick={onOpenWide}>
      {content}
    </button>
  ) : (
    <a href={`#${to}`} className={styles.row}>
      {content}
    </a>
  );
}
