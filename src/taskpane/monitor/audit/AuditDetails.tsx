// Everything that was kept of one action: whom it was asked for and what came of it.

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import type { AuditEntry } from '../../../contract/administration.ts';
import type { SettingChange } from '../../../contract/organisation/differences.ts';
import { settingPaths } from '../../../contract/organisation/paths.ts';
import { useMoments } from '../../shell/moments.ts';
import { CommandProgress } from '../actions/CommandProgress.tsx';
import { usePlace } from '../data/use-place.ts';
import { Facts, type Fact } from '../frame/Facts.tsx';
import { ChangeList } from '../settings/ChangeList.tsx';
import { useKeptWords } from './use-kept-words.ts';

const useStyles = makeStyles({
  details: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    paddingInlineStart: tokens.spacingHorizontalXL,
    paddingBlock: tokens.spacingVerticalS,
  },
  users: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalM, margin: 0, padding: 0 },
  user: { display: 'block', overflowWrap: 'anywhere' },
});

const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);
const change = z.object({
  path: z.string().refine((path) => settingPaths.some((known) => known === path)),
  from: value,
  to: value,
});

/** Changes of settings that exist today; what was told of others is left out here and stays in the export. */
function changesOf(outcome: AuditEntry['outcome']): SettingChange[] {
  const list = z.array(z.unknown()).safeParse(outcome['changes']);
  if (!list.success) return [];
  return list.data.flatMap((one) => {
    const parsed = change.safeParse(one);
    return parsed.success ? [parsed.data as SettingChange] : [];
  });
}

const sent = z.object({ batchId: z.uuid(), hits: z.int() });

/** Names come from people: their direction stays theirs. */
const isolated = ({ name, value }: Fact): Fact => ({ name, value: <bdi>{value}</bdi> });

export interface AuditDetailsProps {
  readonly id: string;
  readonly entry: AuditEntry;
}

export function AuditDetails({ id, entry }: AuditDetailsProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { date } = useMoments();
  const { factsOf } = useKeptWords();
  const { userHref } = usePlace();
  const changes = changesOf(entry.outcome);
  const command = sent.safeParse(entry.outcome);
  const more = (entry.idCount ?? 0) - entry.users.length;
  return (
    <div id={id} className={styles.details}>
      <Facts
        facts={[
          { name: t('audit.id'), value: date(Date.parse(entry.at)) },
          ...factsOf(entry.selection, 'selection').map(isolated),
          ...factsOf(entry.outcome, 'outcome').map(isolated),
        ]}
      />
      {entry.users.length > 0 ? (
        <ul className={styles.users} aria-label={t('auditWord.ids')}>
          {entry.users.map(({ userId, displayName, isDeleted }) => (
            <li key={userId} className={styles.user}>
              {isDeleted ? (
                <bdi>{displayName}</bdi>
              ) : (
                <Link href={userHref(userId)}>
                  <bdi>{displayName}</bdi>
                </Link>
              )}
            </li>
          ))}
          {more > 0 ? (
            <li className={styles.user}>
              <Text>{t('audit.moreUsers', { count: more })}</Text>
            </li>
          ) : null}
        </ul>
      ) : null}
      {changes.length > 0 ? <ChangeList changes={changes} label={t('auditWord.changes')} /> : null}
      {command.success ? <CommandProgress batchId={command.data.batchId} hits={command.data.hits} /> : null}
    </div>
  );
}
