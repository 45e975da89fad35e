// Questions that wait for the person, one record at a time. Nothing is written to a contested field until answered.

import { Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '../../../sync/model/decision.ts';
import type { Session } from '../../session/session.ts';
import { useMoments } from '../../shell/moments.ts';
import { useRows } from '../../shell/use-rows.ts';
import { Said } from '../deed/Said.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Screen } from '../frame/Screen.tsx';
import { questionId } from './conflict-answer.ts';
import { FateQuestion } from './FateQuestion.tsx';
import { FieldsQuestion } from './FieldsQuestion.tsx';
import type { QuestionProps } from './question-props.ts';

const readConflicts = async (session: Session) =>
  [...(await session.conflicts())].sort((a, b) => a.askedAtMs - b.askedAtMs);

const saidOf = {
  fields: 'conflicts.answered',
  waits: 'conflicts.answeredUnshared',
  fate: 'conflicts.answeredFate',
} as const;

const useStyles = makeStyles({
  position: { color: tokens.colorNeutralForeground3, fontVariantNumeric: 'tabular-nums', flexShrink: 0 },
});

export function ConflictsScreen() {
  const rows = useRows(readConflicts);
  const { t } = useTranslation();
  return rows.state === 'ready' ? (
    <Questions conflicts={rows.rows} />
  ) : (
    <Screen title={t('conflicts.title')} back="/">
      <Loaded rows={rows}>{() => null}</Loaded>
    </Screen>
  );
}

function Questions({ conflicts }: { readonly conflicts: readonly Conflict[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { number } = useMoments();
  const [answered, setAnswered] = useState<ReadonlyMap<string, keyof typeof saidOf>>(new Map());
  const [at, setAt] = useState(0);
  const open = conflicts.filter((conflict) => !answered.has(questionId(conflict)));
  const index = open.length === 0 ? 0 : at % open.length;
  const current = open[index];
  const last = [...answered.values()].at(-1);
  return (
    <Screen
      title={t('conflicts.title')}
      back="/"
      aside={
        current && open.length > 1 ? (
          <Text size={200} className={styles.position}>
            {t('conflicts.position', { position: number(index + 1), total: number(open.length) })}
          </Text>
        ) : null
      }
    >
      <Said words={last ? t(saidOf[last]) : null} />
      {current ? (
        <Question
          key={questionId(current)}
          conflict={current}
          onAnswered={(waitsForShare = false) => {
            const how = waitsForShare ? 'waits' : current.question === 'fields' ? 'fields' : 'fate';
            setAnswered(new Map(answered).set(questionId(current), how));
            setAt(index);
          }}
          onSkip={
            open.length > 1
              ? () => {
                  setAt(index + 1);
                }
              : null
          }
        />
      ) : (
        <Empty
          icon={<CheckmarkCircle24Regular />}
          title={t(last ? 'conflicts.done' : 'conflicts.empty')}
          hint={t(last ? 'conflicts.undo' : 'conflicts.emptyHint')}
        >
          <Link href="#/kept">{t('kept.title')}</Link>
        </Empty>
      )}
    </Screen>
  );
}

function Question(props: QuestionProps) {
  return props.conflict.question === 'fields' ? <FieldsQuestion {...props} /> : <FateQuestion {...props} />;
}
