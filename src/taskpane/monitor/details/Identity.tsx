// Who the user is on both sides, whether both sign-ins work, and how synchronization stands.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { Authorization } from '../../../contract/authorization.ts';
import type { SignInMail, UserRow } from '../../../contract/users.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import type { Side } from '../../../sync/model/side.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { AuthorizationMark } from '../frame/AuthorizationMark.tsx';
import { Facts, type Fact } from '../frame/Facts.tsx';
import { Moment } from '../frame/Moment.tsx';
import { RowStatus } from '../table/RowStatus.tsx';
import { disabledKeyOf } from '../words/stop-words.ts';
import { Lag, NextRun, RunwayWords } from './Schedule.tsx';

const useStyles = makeStyles({
  value: { display: 'grid', rowGap: tokens.spacingVerticalXXS, minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

interface IdentityProps {
  readonly row: UserRow;
  /** the administrator who disabled sync, where that is known */
  readonly disabledByName: string | null;
  /** the newest mail that asked them to sign in */
  readonly signInMail: SignInMail | null;
}

export function Identity({ row, disabledByName, signInMail }: IdentityProps) {
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { date } = useMoments();
  const facts: readonly Fact[] = [
    { name: t('column.lastSync'), value: <Standing row={row} />, isLong: true },
    { name: t('column.sales'), value: <SignIn side="sales" authorization={row.sales} />, isLong: true },
    {
      name: t('column.microsoft'),
      value: <SignIn side="microsoft" authorization={row.microsoft} />,
      isLong: true,
    },
    {
      name: t('details.enabled'),
      value: <Enabled row={row} disabledByName={disabledByName} />,
      isLong: true,
    },
    { name: t('details.salesUser'), value: <bdi>{row.salesUserName ?? t('details.notMapped')}</bdi> },
    { name: t('details.email'), value: <bdi>{row.email}</bdi>, isLong: true },
    { name: t('column.lastSuccess'), value: <Moment iso={row.lastSuccessAt} as="ago" isWhole /> },
    { name: t('column.nextRun'), value: <NextRun row={row} /> },
    { name: details('identity.runway'), value: <RunwayWords row={row} /> },
    ...(signInMail === null
      ? []
      : [{ name: details('identity.mail.name'), value: <MailWords mail={signInMail} />, isLong: true }]),
    { name: t('column.lag'), value: <Lag row={row} /> },
    { name: t('column.runner'), value: row.runner === null ? '–' : t(`runner.${row.runner}`) },
    { name: t('history.column.client'), value: row.clientVersion ?? '–' },
    {
      name: t('column.paneSeen'),
      value: row.paneSeenAt === null ? t('details.neverSeen') : date(Date.parse(row.paneSeenAt)),
    },
  ];
  return (
    <Card title={t('details.identity')}>
      <Facts facts={facts} />
    </Card>
  );
}

function Standing({ row }: { readonly row: UserRow }) {
  const styles = useStyles();
  const isSaidBelow = row.cause === row.sales.cause || row.cause === row.microsoft.cause;
  return (
    <span className={styles.value}>
      <RowStatus row={row} isRemoved={false} isLong />
      {row.cause && !isSaidBelow ? <Remedy code={row.cause} /> : null}
    </span>
  );
}

/** What happened in one sentence, and whose turn it is. */
function Remedy({ code }: { readonly code: CauseCode }) {
  const styles = useStyles();
  const causes = useCauseWords();
  return (
    <>
      <Text size={200}>{causes.administrator(code)}</Text>
      <Text size={200} className={styles.quiet}>
        {causes.fixer(code)}
      </Text>
    </>
  );
}

function SignIn({ side, authorization }: { readonly side: Side; readonly authorization: Authorization }) {
  const styles = useStyles();
  return (
    <span className={styles.value}>
      <AuthorizationMark side={side} authorization={authorization} isBrief />
      <Since authorization={authorization} />
      {authorization.cause ? <Remedy code={authorization.cause} /> : null}
    </span>
  );
}

/** To the minute, also of a sign-in that works. */
function Since({ authorization: { state, since, endsAt } }: { readonly authorization: Authorization }) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { date } = useMoments();
  const words = [
    t('identity.since', { time: date(Date.parse(since)) }),
    ...(endsAt === null || state !== 'active'
      ? []
      : [t('identity.ends', { time: date(Date.parse(endsAt)) })]),
  ];
  return (
    <Text size={200} className={styles.quiet}>
      {words.join(' · ')}
    </Text>
  );
}

function MailWords({ mail: { state, at, error } }: { readonly mail: SignInMail }) {
  const { t } = useTranslation('details');
  const { date } = useMoments();
  const time = date(Date.parse(at));
  if (error === null) return <Text>{t(`identity.mail.${state}`, { time, code: '' })}</Text>;
  if (error === 'unknown') return <Text>{t('identity.mail.unknown', { time })}</Text>;
  return (
    <Text>
      {t(state === 'waiting' ? 'identity.mail.again' : 'identity.mail.failed', { time, code: error })}
    </Text>
  );
}

function Enabled({ row, disabledByName }: Omit<IdentityProps, 'signInMail'>) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: details } = useTranslation('details');
  const { date } = useMoments();
  if (row.isSyncEnabled) {
    return (
      <span className={styles.value}>
        <Text>{t('row.enabled')}</Text>
        {row.pausedAt === null ? null : (
          <Text size={200} className={styles.quiet}>
            {details('identity.pausedSince', { time: date(Date.parse(row.pausedAt)) })}
          </Text>
        )}
      </span>
    );
  }
  const time = row.disabledAt === null ? null : date(Date.parse(row.disabledAt));
  const words =
    time === null
      ? t(disabledKeyOf(row))
      : disabledByName === null
        ? details(`identity.disabledBy.${row.disabledBy ?? 'administrator'}`, { time })
        : details('identity.disabledBy.named', { time, name: disabledByName });
  return (
    <span className={styles.value}>
      <Text>{words}</Text>
      {row.disabledReason ? (
        <Text size={200} className={styles.quiet}>
          <bdi>{t('details.reason', { reason: row.disabledReason })}</bdi>
        </Text>
      ) : null}
    </span>
  );
}
