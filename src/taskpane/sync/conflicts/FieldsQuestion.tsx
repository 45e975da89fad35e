// Both sides changed the same fields: both values side by side, one choice per field or one for all.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitName } from '../../../sync/model/record.ts';
import { sides, type Side } from '../../../sync/model/side.ts';
import { useSession } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { fieldsAnswer, type Choices } from './conflict-answer.ts';
import type { QuestionProps } from './question-props.ts';
import { QuestionHead } from './QuestionHead.tsx';
import { UnitChoice } from './UnitChoice.tsx';

const useStyles = makeStyles({ hint: { color: tokens.colorNeutralForeground3 } });

export function FieldsQuestion({ conflict, onAnswered, onSkip }: QuestionProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const deed = useDeed();
  const [choices, setChoices] = useState<Choices>({});
  const [always, setAlways] = useState<ReadonlySet<UnitName>>(new Set());
  const units = conflict.units.map(({ unit }) => unit);
  const isHeldBack = conflict.isUnshared === true;
  const isComplete = units.every((unit) => choices[unit] !== undefined);
  const save = async (): Promise<void> => {
    const isSaved = await deed.run(async () => {
      await session.answer(fieldsAnswer(conflict, choices, Date.now()));
      for (const unit of always) {
        await session.alwaysFor(unit, choices[unit] === 'microsoft' ? 'outlook-wins' : 'sales-wins');
      }
    });
    if (isSaved) onAnswered(isHeldBack && Object.values(choices).includes('microsoft'));
  };
  return (
    <Card>
      <QuestionHead conflict={conflict} />
      {isHeldBack ? (
        <Text size={200} className={styles.hint}>
          {t('conflicts.unshared')}
        </Text>
      ) : null}
      {units.length > 1 ? (
        <AllFrom
          onChoose={(side) => {
            setChoices(Object.fromEntries(units.map((unit) => [unit, side])));
          }}
        />
      ) : null}
      {conflict.units.map((contested) => (
        <UnitChoice
          key={contested.unit}
          contested={contested}
          choice={choices[contested.unit] ?? null}
          onChoose={(side) => {
            setChoices({ ...choices, [contested.unit]: side });
          }}
          isAlways={always.has(contested.unit)}
          onAlways={(isAlways) => {
            const next = new Set(always);
            if (isAlways) next.add(contested.unit);
            else next.delete(contested.unit);
            setAlways(next);
          }}
        />
      ))}
      <DeedProblem deed={deed} />
      <Actions>
        <Button
          appearance="primary"
          disabledFocusable={!isComplete || deed.isBusy}
          onClick={() => {
            if (isComplete) void save();
          }}
        >
          {t('conflicts.save', { count: units.length })}
        </Button>
        {onSkip ? <Button onClick={onSkip}>{t('conflicts.skip')}</Button> : null}
      </Actions>
      {isComplete ? null : (
        <Text size={200} className={styles.hint}>
          {t('conflicts.chooseAll', { count: units.length })}
        </Text>
      )}
    </Card>
  );
}

function AllFrom({ onChoose }: { readonly onChoose: (side: Side) => void }) {
  const { t } = useTranslation();
  return (
    <Actions>
      {sides.map((side) => (
        <Button
          key={side}
          size="small"
          onClick={() => {
            onChoose(side);
          }}
        >
          {t('conflicts.allFrom', { side: t(`side.${side}`) })}
        </Button>
      ))}
    </Actions>
  );
}
