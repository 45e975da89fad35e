// What a run did: per kind the records created, updated and deleted on each side, and those it left alone.

import { makeStyles, mergeClasses, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { RunDetails } from '../../../contract/runs.ts';
import { sides } from '../../../sync/model/side.ts';
import { useMoments } from '../../shell/moments.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { hasCounted } from '../../sync/history/run-counts.ts';
import { Facts } from '../frame/Facts.tsx';
import { ReasonList } from './ReasonList.tsx';

const useStyles = makeStyles({
  kind: { ...typographyStyles.body1Strong, margin: 0 },
  frame: { display: 'grid', rowGap: tokens.spacingVerticalM },
  table: { borderCollapse: 'collapse', width: '100%', maxWidth: '480px' },
  cell: {
    padding: tokens.spacingVerticalXS,
    textAlign: 'end',
    fontVariantNumeric: 'tabular-nums',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  head: { ...typographyStyles.caption1Strong, color: tokens.colorNeutralForeground2 },
  first: { textAlign: 'start' },
});

const changes = ['created', 'updated', 'deleted'] as const;
type Kinds = RunDetails['kinds'];

export function RunCounts({ run: { kinds, outcome } }: { readonly run: RunDetails }) {
  const { t } = useTranslation('monitor');
  const { t: pane } = useTranslation('pane');
  const { t: details } = useTranslation('details');
  const styles = useStyles();
  const counted = Object.entries(kinds) as [keyof Kinds, NonNullable<Kinds[keyof Kinds]>][];
  return (
    <Card title={t('run.counts')}>
      {counted.length === 0 ? <Text>{t('run.nothing')}</Text> : null}
      {counted.map(([kind, counts]) => (
        <div key={kind} className={styles.frame}>
          <h3 className={styles.kind}>{pane(`kind.${kind}`)}</h3>
          {hasCounted(outcome, counts) ? (
            <>
              <ChangeTable counts={counts} />
              <Standing counts={counts} />
            </>
          ) : (
            <Text>{details('run.uncounted')}</Text>
          )}
        </div>
      ))}
    </Card>
  );
}

type Counts = NonNullable<Kinds[keyof Kinds]>;

function ChangeTable({ counts }: { readonly counts: Counts }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.cell, styles.head, styles.first)}>
            {t('run.side')}
          </th>
          {changes.map((change) => (
            <th key={change} scope="col" className={mergeClasses(styles.cell, styles.head)}>
              {t(`run.change.${change}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {sides.map((side) => (
          <tr key={side}>
            <th scope="row" className={mergeClasses(styles.cell, styles.first)}>
              <Text>{t(`side.${side}`)}</Text>
            </th>
            {changes.map((change) => (
              <td key={change} className={styles.cell}>
                {number(counts[side][change])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Standing({ counts }: { readonly counts: Counts }) {
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  return (
    <Facts
      facts={[
        { name: t('kinds.inSync'), value: number(counts.inSync) },
        { name: t('kinds.failing'), value: number(counts.failing) },
        { name: t('kinds.contested'), value: number(counts.contested) },
        { name: t('run.planned'), value: number(counts.planned) },
        { name: t('kinds.excluded'), value: <ReasonList reasons={counts.excluded} /> },
      ]}
    />
  );
}
