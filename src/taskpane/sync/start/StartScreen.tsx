// The first start: what this is, then four steps with a tick each. A step that fails says why and stays.

import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { useChoice } from '../choice/use-choice.ts';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { ListSkeleton } from '../frame/Loaded.tsx';
import { Notice } from '../frame/Notice.tsx';
import { reload } from '../home/reload.ts';
import { RowLink } from '../frame/RowLink.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { SandboxNote } from '../home/SandboxNote.tsx';
import { ChosenWords } from './ChosenWords.tsx';
import { PlanStep } from './PlanStep.tsx';
import { SignInStep } from './SignInStep.tsx';
import { StepRow, type StepState } from './StepRow.tsx';

const ChoiceForm = lazy(async () => ({ default: (await import('../choice/ChoiceForm.tsx')).ChoiceForm }));

const useStyles = makeStyles({
  steps: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  value: { color: tokens.colorNeutralForeground2 },
  change: { whiteSpace: 'nowrap', flexShrink: 0 },
});

export function StartScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  const { microsoft, sales, hasChosen, relay, me, storage, isOnline } = snapshot;
  const isRelayAway = relay === 'unreachable' && me === null;
  const areIn = microsoft.status === 'active' && sales.status === 'active' && storage === 'ready';
  return (
    <Screen title={t('start.title')}>
      <Text className={styles.value}>{t('start.value')}</Text>
      {isRelayAway ? (
        <Notice title={t('start.relayAway')} actions={<Button onClick={reload}>{t('tryAgain')}</Button>}>
          {isOnline ? t('start.relayAwayHint') : t('problem.offline')}
        </Notice>
      ) : null}
      <Card>
        <ol className={styles.steps}>
          <SignInStep number={1} side="microsoft" isNext={microsoft.status !== 'active'} />
          <SignInStep number={2} side="sales" isNext={microsoft.status === 'active' && !isRelayAway} />
          <ChooseStep state={hasChosen ? 'done' : areIn ? 'current' : 'later'} />
          <PlanStep state={hasChosen && areIn ? 'current' : 'later'} />
        </ol>
      </Card>
      {me ? (
        <Card isFlush>
          <RowLink to="/accounts" label={t('home.accounts')} />
          {me.isAdministrator ? <RowLink to="/monitor" label={t('home.monitor')} /> : null}
        </Card>
      ) : null}
      <SandboxNote />
    </Screen>
  );
}

function ChooseStep({ state }: { readonly state: StepState }) {
  const { t } = useTranslation();
  const detail = state === 'done' ? <ChosenWords /> : null;
  return (
    <StepRow
      number={3}
      state={state}
      title={t('start.step.choose')}
      detail={detail}
      action={state === 'done' ? <ChangeLink /> : null}
    >
      {state === 'current' ? <Choosing /> : null}
    </StepRow>
  );
}

/** Never broken inside the word, however long the line beside it is. */
function ChangeLink() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Link className={styles.change} href="#/settings">
      {t('start.change')}
    </Link>
  );
}

function Choosing() {
  const { t } = useTranslation();
  const session = useSession();
  const deed = useDeed();
  const draft = useChoice();
  const { value } = draft;
  return (
    <>
      <Suspense fallback={<ListSkeleton />}>
        <ChoiceForm draft={draft} />
      </Suspense>
      <Button
        appearance="primary"
        disabledFocusable={!value || deed.isBusy}
        onClick={() => {
          if (value) void deed.run(() => session.choose('contact', value));
        }}
      >
        {t('start.continue')}
      </Button>
      <DeedProblem deed={deed} />
    </>
  );
}
