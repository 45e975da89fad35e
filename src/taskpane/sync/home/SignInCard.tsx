// A sign-in died: which side, since when, one button for it, and that nothing is lost.

import { Warning24Filled } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { CauseCode } from '../../../sync/model/cause.ts';
import type { Side } from '../../../sync/model/side.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { SignInButton } from '../accounts/SignInButton.tsx';
import { SignInProblem } from '../accounts/SignInProblem.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { StateHead } from './StateHead.tsx';

const expiredCauses: Readonly<Record<Side, CauseCode>> = {
  microsoft: 'microsoft-sign-in-expired',
  sales: 'sales-sign-in-expired',
};

export function SignInCard({ sides }: { readonly sides: readonly Side[] }) {
  const { t } = useTranslation();
  const { ago } = useMoments();
  const causes = useCauseWords();
  const snapshot = useSnapshot();
  const { problem, counts } = snapshot;
  const sentences = sides.map((side) => causes.user(causeOf(side, problem)));
  return (
    <Card>
      <StateHead
        tone="warning"
        icon={<Warning24Filled />}
        title={problem ? t('home.state.stopped', { ago: ago(problem.sinceMs) }) : t('home.state.stoppedNow')}
        lines={[...sentences, t('home.nothingLost', { count: counts.waiting })]}
      />
      <Actions>
        {sides.map((side) => (
          <SignInButton key={side} side={side} isFirst={side === sides[0]} />
        ))}
      </Actions>
      {sides.map((side) => {
        const { error } = snapshot[side];
        return error ? <SignInProblem key={side} error={error} /> : null;
      })}
    </Card>
  );
}

function causeOf(side: Side, problem: { readonly cause: CauseCode; readonly side: Side | null } | null) {
  return problem?.side === side ? problem.cause : expiredCauses[side];
}
