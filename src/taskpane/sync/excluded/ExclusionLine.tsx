// One record that was left out, with the deed that changes it where there is one.

import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExclusionRow } from '../../../sync/model/state.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSession } from '../../shell/session-context.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { AccountChoice } from './AccountChoice.tsx';
import { useLineStyles } from './line-styles.ts';

export interface ExclusionLineProps {
  readonly row: ExclusionRow;
  readonly onDone: (what: 'accountChosen' | 'broughtBack') => void;
}

const releases = ['left-search', 'category-removed', 'delete-not-allowed', 'over-limit', 'let-go'] as const;

/** Released until the person acts; the others come back by themselves (release of a pair). */
const waitForPerson = new Set(['delete-not-allowed', 'let-go']);

export function ExclusionLine({ row, onDone }: ExclusionLineProps) {
  const styles = useLineStyles();
  const { t } = useTranslation();
  const { at } = useMoments();
  const session = useSession();
  const deed = useDeed();
  const [isChoosing, setChoosing] = useState(false);
  const title = row.title || t('plan.untitled');
  const release = row.reason === 'released' ? releases.find((known) => known === row.subject) : undefined;
  const canBringBack =
    row.reason === 'removed-by-you' || (release !== undefined && waitForPerson.has(release));
  const bringBack = async (): Promise<void> => {
    if (await deed.run(() => session.bringBack(row))) onDone('broughtBack');
  };
  return (
    <div className={styles.line}>
      <div className={styles.head}>
        <span className={styles.words}>
          <Text>
            <bdi>{title}</bdi>
          </Text>
          <Text size={200} className={styles.quiet}>
            {release ? `${t(`excluded.released.${release}`)} · ` : ''}
            {t('excluded.inSide', { side: t(`side.${row.side}`) })} ·{' '}
            {t('excluded.since', { time: at(row.sinceMs) })}
          </Text>
        </span>
        {canBringBack ? (
          <Button
            size="small"
            className={styles.action}
            aria-label={t('excluded.bringBackFor', { title })}
            disabledFocusable={deed.isBusy}
            onClick={() => void bringBack()}
          >
            {t('excluded.bringBack')}
          </Button>
        ) : null}
        {row.reason === 'ambiguous-account' && row.candidates.length > 0 && row.subject !== null ? (
          <Button
            size="small"
            className={styles.action}
            aria-expanded={isChoosing}
            aria-label={`${t('excluded.chooseAccount')}: ${title}`}
            onClick={() => {
              setChoosing(!isChoosing);
            }}
          >
            {t('excluded.chooseAccount')}
          </Button>
        ) : null}
      </div>
      {row.reason === 'ambiguous-account' ? (
        <AccountChoice
          row={row}
          isOpen={isChoosing}
          onChosen={() => {
            setChoosing(false);
            onDone('accountChosen');
          }}
        />
      ) : null}
      <DeedProblem deed={deed} />
    </div>
  );
}
