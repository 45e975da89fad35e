// Changed on one side, deleted on the other: create it again there, let it go, or link it to another contact (D6, D20).

import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../sync/model/decision.ts';
import { otherSide, type Side } from '../../../sync/model/side.ts';
import { useSession } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { useValueWords } from '../words/value-words.ts';
import { fateAnswer, type Fate } from './conflict-answer.ts';
import type { QuestionProps } from './question-props.ts';
import { QuestionHead } from './QuestionHead.tsx';

const useStyles = makeStyles({
  fields: { display: 'grid', rowGap: tokens.spacingVerticalXS, margin: 0 },
  unit: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  value: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    whiteSpace: 'pre-wrap',
    unicodeBidi: 'plaintext',
    overflowWrap: 'anywhere',
  },
  hint: { color: tokens.colorNeutralForeground3 },
});

export function FateQuestion({ conflict, onAnswered, onSkip }: QuestionProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const deed = useDeed();
  const goneIn: Side = conflict.question === 'deleted-in-sales' ? 'sales' : 'microsoft';
  const answer = async (fate: Fate): Promise<void> => {
    const isSaved = await deed.run(() => session.answer(fateAnswer(conflict, fate, Date.now())));
    if (isSaved) onAnswered();
  };
  return (
    <Card>
      <QuestionHead conflict={conflict} />
      <EditedUnits conflict={conflict} livesIn={otherSide(goneIn)} />
      <DeedProblem deed={deed} />
      <Actions>
        <Button
          appearance="primary"
          disabledFocusable={deed.isBusy}
          onClick={() => void answer({ fate: 'recreate' })}
        >
          {t('conflicts.recreate', { side: t(`side.${goneIn}`) })}
        </Button>
        <Button disabledFocusable={deed.isBusy} onClick={() => void answer({ fate: 'let-go' })}>
          {t('conflicts.letGo')}
        </Button>
        {onSkip ? (
          <Button appearance="subtle" onClick={onSkip}>
            {t('conflicts.skip')}
          </Button>
        ) : null}
      </Actions>
      <Text size={200} className={styles.hint}>
        {t('conflicts.letGoHint', { side: t(`side.${otherSide(goneIn)}`) })}
      </Text>
      <LinkTo conflict={conflict} side={goneIn} onAnswer={(fate) => void answer(fate)} />
    </Card>
  );
}

function EditedUnits({ conflict, livesIn }: { readonly conflict: Conflict; readonly livesIn: Side }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useValueWords();
  if (conflict.units.length === 0) return null;
  return (
    <div>
      <Text weight="semibold">{t('conflicts.edited')}</Text>
      <dl className={styles.fields}>
        {conflict.units.map((unit) => (
          <div key={unit.unit}>
            <dt className={styles.unit}>{words.unit(unit.unit)}</dt>
            <dd className={styles.value}>{words.value(unit[livesIn]) ?? t('blank')}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface LinkToProps {
  readonly conflict: Conflict;
  readonly side: Side;
  readonly onAnswer: (fate: Fate) => void;
}

function LinkTo({ conflict, side, onAnswer }: LinkToProps) {
  const { t } = useTranslation();
  const nameId = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const candidates = conflict.candidates ?? [];
  const candidate = candidates.find(({ id }) => id === chosen);
  if (candidates.length === 0) return null;
  return (
    <div>
      <Text weight="semibold" id={nameId}>
        {t('conflicts.linkTo', { side: t(`side.${side}`) })}
      </Text>
      <RadioGroup
        aria-labelledby={nameId}
        value={chosen ?? ''}
        onChange={(_event, data) => {
          setChosen(data.value);
        }}
      >
        {candidates.map(({ id, name }) => (
          <Radio key={id} value={id} label={<bdi>{name}</bdi>} />
        ))}
      </RadioGroup>
      <Button
        disabledFocusable={!candidate}
        onClick={() => {
          if (candidate) {
            onAnswer({ fate: 'link-to', linkTo: { id: candidate.id, address: candidate.address } });
          }
        }}
      >
        {t('conflicts.link')}
      </Button>
    </div>
  );
}
