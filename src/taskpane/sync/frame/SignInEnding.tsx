// A sign-in that will end by itself is said before it does, on every screen, with the button that begins it anew (M12). Of
// Microsoft's no end is known: it is renewed silently.

import { useTranslation } from 'react-i18next';
import { isEndingSoon } from '../../../contract/organisation/ending-soon.ts';
import { useMoments, useNow } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { SignInButton } from '../accounts/SignInButton.tsx';
import { Notice } from './Notice.tsx';

const dayMs = 24 * 60 * 60_000;

export function SignInEnding() {
  const { t } = useTranslation();
  const { ago, date } = useMoments();
  const now = useNow();
  const { me, sales } = useSnapshot();
  if (me === null || sales.status !== 'active' || sales.term === null) return null;
  // An administrator's question has the same button.
  if (me.signInAskedAt !== null) return null;
  const { beganAt: since, endsAt } = sales.term;
  const withinMs = me.organisation.signIn.nudgeDays * dayMs;
  if (!isEndingSoon({ state: 'active', since, endsAt }, now, withinMs)) return null;
  const endsMs = Date.parse(endsAt);
  return (
    <Notice
      intent="warning"
      title={t('signIn.endingTitle', { when: ago(endsMs) })}
      actions={<SignInButton side="sales" isFirst />}
    >
      {t('signIn.ending', { time: date(endsMs) })}
    </Notice>
  );
}
