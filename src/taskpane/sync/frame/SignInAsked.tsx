// An administrator asks the person to sign in: who and since when, on every screen, with the button for it. The relay
// takes the question back at the person's next sign-in.

import { useTranslation } from 'react-i18next';
import { sides, type Side } from '../../../sync/model/side.ts';
import type { SessionSnapshot } from '../../session/session.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { SignInButton } from '../accounts/SignInButton.tsx';
import { Notice } from './Notice.tsx';

export function SignInAsked() {
  const { t } = useTranslation();
  const { at } = useMoments();
  const snapshot = useSnapshot();
  const askedAt = snapshot.me?.signInAskedAt ?? null;
  if (askedAt === null) return null;
  const asked = sidesOf(snapshot);
  return (
    <Notice
      intent="warning"
      title={t('signIn.askedTitle')}
      actions={asked.map((side) => (
        <SignInButton key={side} side={side} isFirst={side === asked[0]} />
      ))}
    >
      {t('signIn.asked', { time: at(Date.parse(askedAt)) })}
    </Notice>
  );
}

/** The sign-ins that are lost; where both look well from here, the person chooses. */
function sidesOf(snapshot: SessionSnapshot): readonly Side[] {
  const lost = sides.filter((side) => ['expired', 'signed-out'].includes(snapshot[side].status));
  return lost.length > 0 ? lost : sides;
}
