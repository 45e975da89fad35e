// Whom an action hits and whom it skips, with the reason. Lists are cut; the numbers are whole.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandPreview } from '../../../contract/commands.ts';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  group: { display: 'grid', rowGap: tokens.spacingVerticalXS, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    listStyleType: 'none',
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    maxHeight: '132px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  user: { overflowWrap: 'anywhere', overflow: 'clip' },
  // A paragraph of its own: a name may end the isolate that it stands in, and would turn the note round.
  name: { display: 'inline-block', maxWidth: '100%' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

const nobody: ReadonlySet<string> = new Set();

interface PreviewListsProps {
  readonly preview: CommandPreview;
  /** of those picked, whom the list behind this does not show */
  readonly notListed?: ReadonlySet<string> | undefined;
}

export function PreviewLists({ preview, notListed = nobody }: PreviewListsProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { kind, hits, skips, hitUsers, skippedUsers, queued, stayOff, mails } = preview;
  const markOf = (userId: string): readonly string[] =>
    notListed.has(userId) ? [t('dialog.notListedMark')] : [];
  return (
    <div className={styles.frame}>
      {notListed.size > 0 ? (
        <Text weight="semibold">{t('dialog.notListed', { count: notListed.size })}</Text>
      ) : null}
      {hits === 0 ? (
        <Text weight="semibold">{t('dialog.hitsNobody')}</Text>
      ) : (
        <Names
          title={t('dialog.hits', { count: hits })}
          count={hits}
          users={hitUsers.map((user) => ({ ...user, notes: markOf(user.userId) }))}
        />
      )}
      {queued > 0 ? <Text size={200}>{t('dialog.queued', { count: queued })}</Text> : null}
      {stayOff > 0 ? <Text size={200}>{t('dialog.stayOff', { count: stayOff })}</Text> : null}
      {mails > 0 ? <Text size={200}>{t('dialog.mails', { count: mails })}</Text> : null}
      {kind === 'ask-to-sign-in' && hits > 0 && mails === 0 ? (
        <Text size={200}>{t('dialog.noMail')}</Text>
      ) : null}
      {skips === 0 ? null : (
        <Names
          title={t('dialog.skips', { count: skips })}
          count={skips}
          users={skippedUsers.map(({ reason, ...user }) => ({
            ...user,
            notes: [t(`refusal.${reason}`), ...markOf(user.userId)],
          }))}
        />
      )}
    </div>
  );
}

interface NamesProps {
  readonly title: string;
  readonly count: number;
  readonly users: readonly {
    readonly userId: string;
    readonly displayName: string;
    readonly notes: readonly string[];
  }[];
}

function Names({ title, count, users }: NamesProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const titleId = useId();
  const rest = count - users.length;
  return (
    <div className={styles.group}>
      <Text id={titleId} weight="semibold">
        {title}
      </Text>
      {/* It scrolls, so the keyboard must get to it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles.list} aria-labelledby={titleId} tabIndex={0}>
        {users.map(({ userId, displayName, notes }) => (
          <li key={userId} className={styles.user}>
            <Text size={200} className={styles.name}>
              <bdi>{displayName}</bdi>
            </Text>
            {notes.map((note) => (
              <Text key={note} size={200} className={styles.quiet}>
                {' · '}
                {note}
              </Text>
            ))}
          </li>
        ))}
        {rest > 0 ? (
          <li>
            <Text size={200} className={styles.quiet}>
              {t('dialog.more', { number: number(rest) })}
            </Text>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
