// What stands in each column of a user's row. Everything a user could have typed is text, never markup.

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Checkmark16Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useMoments } from '../../shell/moments.ts';
import type { ColumnId } from '../data/columns.ts';
import { errorsHrefOf } from '../data/use-place.ts';
import { AuthorizationMark } from '../frame/AuthorizationMark.tsx';
import { DurationCell } from '../frame/DurationBar.tsx';
import { Exact } from '../frame/Exact.tsx';
import { Moment } from '../frame/Moment.tsx';
import { disabledKeyOf } from '../words/stop-words.ts';
import { useLagWords, useNextRun } from '../words/waiting-words.ts';
import { RowStatus } from './RowStatus.tsx';
import { nameLine, Second } from './Second.tsx';

const useStyles = makeStyles({
  // The direction of the text says which end is cut, the direction of the page where it stands.
  line: {
    display: 'block',
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    textAlign: 'match-parent',
  },
  // The usual colour of links is too pale on a picked row in the dark.
  name: {
    ...nameLine,
    color: tokens.colorNeutralForeground1,
    fontWeight: tokens.fontWeightSemibold,
    ':hover': { color: tokens.colorBrandForegroundLinkHover },
  },
  pair: { display: 'grid', minWidth: 0 },
  warning: { color: tokens.colorStatusWarningForeground1, fontWeight: tokens.fontWeightSemibold },
  tick: { display: 'inline-flex', verticalAlign: 'middle' },
});

export interface CellProps {
  readonly row: UserRow;
  readonly href: string;
  readonly isRemoved: boolean;
  /** in the tab order */
  readonly isActive: boolean;
}

type Content = (props: CellProps) => ReactNode;

const contents: Readonly<Record<ColumnId, Content>> = {
  lastSync: RowStatus,
  user: ({ row, href, isActive }) => <Name row={row} href={href} isActive={isActive} />,
  microsoftUser: ({ row }) => <Line text={row.email} />,
  lastStart: ({ row, isActive }) => <Moment iso={row.lastStartAt} as="at" isActive={isActive} />,
  duration: ({ row, isActive }) => <DurationCell durations={row.durations} isActive={isActive} />,
  sales: ({ row, isActive }) => (
    <AuthorizationMark side="sales" authorization={row.sales} isActive={isActive} />
  ),
  microsoft: ({ row, isActive }) => (
    <AuthorizationMark side="microsoft" authorization={row.microsoft} isActive={isActive} />
  ),
  openErrors: OpenErrors,
  lag: Lag,
  inLatestCycle: ({ row }) => <Tick isOn={row.isInLatestCycle} />,
  client: NextGen,
  lastSuccess: ({ row, isActive }) => <Moment iso={row.lastSuccessAt} as="ago" isActive={isActive} />,
  nextRun: NextRun,
  conflicts: ({ row }) => <Count count={row.conflicts} />,
  runner: Runner,
  enabled: Enabled,
  paneSeen: ({ row, isActive }) => <Moment iso={row.paneSeenAt} as="ago" isActive={isActive} />,
};

export function Cell({ column, ...props }: CellProps & { readonly column: ColumnId }) {
  const Content = contents[column];
  return <Content {...props} />;
}

function Name({ row, href, isActive }: Pick<CellProps, 'row' | 'href' | 'isActive'>) {
  const styles = useStyles();
  return (
    <span className={styles.pair}>
      <Link
        href={href}
        className={styles.name}
        tabIndex={isActive ? 0 : -1}
        title={row.displayName}
        dir="auto"
      >
        {row.displayName}
      </Link>
      {row.salesUserName === null || row.salesUserName === row.email ? null : (
        <Second text={row.salesUserName} isName />
      )}
    </span>
  );
}

function Line({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <Text className={styles.line} dir="auto" title={text}>
      {text}
    </Text>
  );
}

function Count({ count }: { readonly count: number }) {
  const styles = useStyles();
  const { number } = useMoments();
  return <Text {...(count > 0 ? { className: styles.warning } : {})}>{number(count)}</Text>;
}

/** Leads to what fails; where nothing does, there is nothing to open. */
function OpenErrors({ row, href, isActive }: CellProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  if (row.openErrors === 0) return <>{number(0)}</>;
  return (
    <Link
      href={errorsHrefOf(href, row.id)}
      className={styles.warning}
      tabIndex={isActive ? 0 : -1}
      aria-label={t('row.errors', { count: row.openErrors })}
    >
      {number(row.openErrors)}
    </Link>
  );
}

function Tick({ isOn }: { readonly isOn: boolean }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  if (!isOn) return <>{t('row.no')}</>;
  return (
    <span className={styles.tick} role="img" aria-label={t('row.yes')}>
      <Checkmark16Filled />
    </span>
  );
}

function Lag({ row }: CellProps) {
  const styles = useStyles();
  const { lag, reason } = useLagWords()(row);
  return (
    <span className={styles.pair}>
      <Text className={styles.line}>{lag}</Text>
      {reason === null ? null : <Second text={reason} />}
    </span>
  );
}

function NextRun({ row, isActive }: CellProps) {
  const { atMs, words } = useNextRun()(row);
  const { date } = useMoments();
  const styles = useStyles();
  return (
    <>
      <Text className={styles.line} title={atMs === null ? words : date(atMs)}>
        {words}
      </Text>
      {isActive && atMs !== null ? <Exact words={date(atMs)} /> : null}
    </>
  );
}

/** There is one generation of clients: each of them is the new one. */
function NextGen({ row }: CellProps) {
  const { t } = useTranslation('details');
  return (
    <Line text={row.clientVersion === null ? '–' : t('history.nextGenYes', { version: row.clientVersion })} />
  );
}

function Runner({ row }: CellProps) {
  const { t } = useTranslation('monitor');
  return <Line text={row.runner === null ? '–' : t(`runner.${row.runner}`)} />;
}

function Enabled({ row }: CellProps) {
  const { t } = useTranslation('monitor');
  if (row.isSyncEnabled) return <>{t('row.enabled')}</>;
  return <Line text={t(disabledKeyOf(row))} />;
}
