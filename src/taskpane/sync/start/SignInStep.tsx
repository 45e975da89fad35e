// The step of one sign-in: who is signed in, or the button, or why it did not work.

import { Button } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import type { Side } from '../../../sync/model/side.ts';
import { SignInProblem } from '../accounts/SignInProblem.tsx';
import { StepRow } from './StepRow.tsx';

export interface SignInStepProps {
  readonly number: number;
  readonly side: Side;
  /** the sign-in can be made now */
  readonly isNext: boolean;
}

export function SignInStep({ number, side, isNext }: SignInStepProps) {
  const { t } = useTranslation();
  const session = useSession();
  const snapshot = useSnapshot();
  const signIn = snapshot[side];
  const isDone = signIn.status === 'active';
  const action =
    isDone || !isNext ? null : signIn.isBusy ? (
      <Button
        onClick={() => {
          session.cancelSignIn();
        }}
      >
        {t('signIn.cancel')}
      </Button>
    ) : (
      <Button
        appearance="primary"
        aria-label={t(`signIn.${side}`)}
        disabledFocusable={signIn.status === 'checking'}
        onClick={() => void session.signIn(side)}
      >
        {t('signIn.short')}
      </Button>
    );
  return (
    <StepRow
      number={number}
      state={isDone ? 'done' : isNext ? 'current' : 'later'}
      title={t(`start.step.${side}`)}
      detail={detailOf()}
      action={action}
    >
      {signIn.error && !isDone ? <SignInProblem error={signIn.error} /> : null}
    </StepRow>
  );

  function detailOf(): string | null {
    if (isDone) return signIn.account ?? signIn.displayName;
    if (signIn.isBusy) return t('signIn.busy');
    return null;
  }
}
