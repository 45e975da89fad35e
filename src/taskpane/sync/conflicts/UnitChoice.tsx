// One contested field: the value of each side, side by side, one of them to be chosen.

import {
  Checkbox,
  makeStyles,
  mergeClasses,
  Radio,
  RadioGroup,
  shorthands,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ContestedUnit } from '../../../sync/model/decision.ts';
import { sides, type Side } from '../../../sync/model/side.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { useValueWords } from '../words/value-words.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS, minWidth: 0 },
  values: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    alignItems: 'stretch',
  },
  option: {
    alignItems: 'flex-start',
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  chosen: {
    ...shorthands.borderColor(tokens.colorBrandStroke1),
    backgroundColor: tokens.colorBrandBackground2,
  },
  label: { alignSelf: 'flex-start', minWidth: 0 },
  words: { display: 'grid', minWidth: 0 },
  value: {
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    unicodeBidi: 'plaintext',
    color: tokens.colorNeutralForeground1,
  },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface UnitChoiceProps {
  readonly contested: ContestedUnit;
  readonly choice: Side | null;
  readonly onChoose: (side: Side) => void;
  readonly isAlways: boolean;
  readonly onAlways: (isAlways: boolean) => void;
}

export function UnitChoice({ contested, choice, onChoose, isAlways, onAlways }: UnitChoiceProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useValueWords();
  const nameId = useId();
  const { me } = useSnapshot();
  const unit = words.unit(contested.unit);
  const mayRule = me?.organisation.conflict.usersMayOverride !== false;
  return (
    <div className={styles.frame}>
      <Text weight="semibold" id={nameId}>
        {unit}
      </Text>
      <RadioGroup
        className={styles.values}
        aria-labelledby={nameId}
        value={choice ?? ''}
        onChange={(_event, data) => {
          onChoose(data.value === 'microsoft' ? 'microsoft' : 'sales');
        }}
      >
        {sides.map((side) => (
          <Radio
            key={side}
            value={side}
            className={mergeClasses(styles.option, choice === side && styles.chosen)}
            label={{
              className: styles.label,
              children: <SideValue side={side} value={words.value(contested[side])} />,
            }}
          />
        ))}
      </RadioGroup>
      {choice !== null && mayRule ? (
        <Checkbox
          checked={isAlways}
          label={t('conflicts.always', { side: t(`side.${choice}`), unit })}
          onChange={(_event, data) => {
            onAlways(data.checked === true);
          }}
        />
      ) : null}
    </div>
  );
}

function SideValue({ side, value }: { readonly side: Side; readonly value: string | null }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <span className={styles.words}>
      <Text size={200} className={styles.quiet}>
        {t(`side.${side}`)}
      </Text>
      {value === null ? (
        <Text italic className={styles.quiet}>
          {t('blank')}
        </Text>
      ) : (
        <Text className={styles.value}>
          <bdi>{value}</bdi>
        </Text>
      )}
    </span>
  );
}
