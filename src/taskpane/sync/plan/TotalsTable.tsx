// The plan's numbers: one line per action, one column per side.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import type { PlanTotal } from './plan-totals.ts';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    fontVariantNumeric: 'tabular-nums',
  },
  head: {
    textAlign: 'end',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    paddingBlockEnd: tokens.spacingVerticalXS,
  },
  first: { textAlign: 'start' },
  name: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    paddingBlock: tokens.spacingVerticalXS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  hint: { display: 'block', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground3 },
  number: {
    textAlign: 'end',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightSemibold,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  zero: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

export function TotalsTable({ totals }: { readonly totals: readonly PlanTotal[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.head, styles.first)}>
            {t('kind.contact')}
          </th>
          <th scope="col" className={styles.head}>
            {t('side.microsoft')}
          </th>
          <th scope="col" className={styles.head}>
            {t('side.sales')}
          </th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ action, counts }) => (
          <tr key={action}>
            <th scope="row" className={styles.name}>
              {t(`plan.action.${action}`)}
              <span className={styles.hint}>{t(`plan.hint.${action}`)}</span>
            </th>
            <Count value={counts.microsoft} />
            <Count value={counts.sales} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Count({ value }: { readonly value: number }) {
  const styles = useStyles();
  const { number } = useMoments();
  return <td className={mergeClasses(styles.number, value === 0 && styles.zero)}>{number(value)}</td>;
}
