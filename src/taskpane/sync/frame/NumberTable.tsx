// Numbers per side: one line per thing that is counted, one column for Outlook and one for Sales.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { sides, type Side } from '../../../sync/model/side.ts';
import { useMoments } from '../../shell/moments.ts';

const useStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontVariantNumeric: 'tabular-nums',
  },
  head: {
    textAlign: 'end',
    fontWeight: tokens.fontWeightRegular,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground3,
    whiteSpace: 'nowrap',
    padding: 0,
    paddingBlockEnd: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalM,
  },
  first: { textAlign: 'start', paddingInlineStart: 0 },
  name: {
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
    padding: 0,
    paddingBlock: tokens.spacingVerticalXS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  hint: {
    display: 'block',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground3,
  },
  number: {
    textAlign: 'end',
    verticalAlign: 'top',
    fontWeight: tokens.fontWeightSemibold,
    padding: 0,
    paddingBlock: tokens.spacingVerticalXS,
    paddingInlineStart: tokens.spacingHorizontalM,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  zero: { color: tokens.colorNeutralForeground3, fontWeight: tokens.fontWeightRegular },
});

export interface NumberLine {
  readonly name: string;
  readonly hint?: string;
  readonly counts: Readonly<Record<Side, number>>;
}

export interface NumberTableProps {
  /** what is counted */
  readonly caption: string;
  readonly lines: readonly NumberLine[];
}

export function NumberTable({ caption, lines }: NumberTableProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useMoments();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={mergeClasses(styles.head, styles.first)}>
            {caption}
          </th>
          {sides.map((side) => (
            <th key={side} scope="col" className={styles.head}>
              {t(`side.${side}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ name, hint, counts }) => (
          <tr key={name}>
            <th scope="row" className={styles.name}>
              {name}
              {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
            </th>
            {sides.map((side) => (
              <td key={side} className={mergeClasses(styles.number, counts[side] === 0 && styles.zero)}>
                {number(counts[side])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
