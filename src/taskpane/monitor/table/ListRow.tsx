// One user in the narrow list: name and time, and below, on two lines where it must, what the row is for.

import { Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ChevronRight16Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { Moment } from '../frame/Moment.tsx';
import { isOff, isOldWord, standingOf, StatusIcon } from '../frame/Status.tsx';
import { useRowReason } from './RowStatus.tsx';
import { nameLine, Second } from './Second.tsx';

export const listRowPx = 60;

const useStyles = makeStyles({
  row: {
    position: 'absolute',
    top: 0,
    insetInlineStart: 0,
    width: '100%',
    height: `${listRowPx}px`,
    boxSizing: 'border-box',
    display: 'flex',
    alignItems: 'center',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  selected: { backgroundColor: tokens.colorNeutralBackground1Selected },
  link: {
    flexGrow: 1,
    minWidth: 0,
    height: '100%',
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr) auto',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    paddingInlineEnd: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground1,
    textDecorationLine: 'none',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-3px',
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  words: { display: 'grid', minWidth: 0 },
  first: {
    display: 'flex',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    justifyContent: 'space-between',
    minWidth: 0,
  },
  name: { ...nameLine, minWidth: 0 },
  time: { whiteSpace: 'nowrap', flexShrink: 0, color: tokens.colorNeutralForeground3 },
  chevron: {
    display: 'inline-flex',
    color: tokens.colorNeutralForeground3,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
});

export interface ListRowProps {
  readonly row: UserRow;
  readonly index: number;
  readonly total: number;
  readonly topPx: number;
  readonly href: string;
  readonly isSelected: boolean;
  readonly isRemoved: boolean;
  readonly onToggle: (id: string) => void;
}

export function ListRow(props: ListRowProps) {
  const { row, index, total, topPx, href, isSelected, isRemoved, onToggle } = props;
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const standing = isRemoved ? 'removed' : row.running ? 'running' : standingOf(row);
  const reason = useRowReason()(row, isRemoved);
  return (
    <div
      role="listitem"
      aria-setsize={total}
      aria-posinset={index + 1}
      className={mergeClasses(styles.row, isSelected && styles.selected)}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      <Checkbox
        checked={isSelected}
        disabled={isRemoved}
        aria-label={t('table.select', { name: row.displayName })}
        onChange={() => {
          onToggle(row.id);
        }}
      />
      <a href={href} className={styles.link}>
        <StatusIcon standing={standing} isOld={isOldWord(row)} isOff={isOff(row)} />
        <span className={styles.words}>
          <span className={styles.first}>
            <Text
              dir="auto"
              className={styles.name}
              weight="semibold"
              {...(isRemoved && { strikethrough: true })}
            >
              {row.displayName}
            </Text>
            {row.lastStartAt === null ? null : (
              <Text size={200} className={styles.time}>
                <Moment iso={row.lastStartAt} as="at" />
              </Text>
            )}
          </span>
          <Second text={reason ?? t(`outcome.${standing}`)} isLong />
        </span>
        <span className={styles.chevron} aria-hidden="true">
          <ChevronRight16Regular />
        </span>
      </a>
    </div>
  );
}
