// Why a sign-in did not work, in words; the code of the library stays behind *Details*.

import { useTranslation } from 'react-i18next';
import type { SignInError } from '../../session/session.ts';
import { Notice } from '../frame/Notice.tsx';

const kinds = {
  user_cancelled: 'cancelled',
  cancelled: 'cancelled',
  popup_window_error: 'blocked',
  empty_window_error: 'blocked',
  access_denied: 'refused',
  exchange_failed: 'refused',
  no_refresh_token: 'refused',
  'sign-in-needed': 'refused',
  unreachable: 'unreachable',
  no_network_connectivity: 'unreachable',
  endpoints_resolution_error: 'unreachable',
  openid_config_error: 'unreachable',
  timed_out: 'unreachable',
} as const;

export function SignInProblem({ error }: { readonly error: SignInError }) {
  const { t } = useTranslation();
  const kind = isKnown(error.code) ? kinds[error.code] : 'unknown';
  return (
    <Notice
      title={t(`signIn.error.${kind}`)}
      facts={{ code: error.code, status: null, requestId: error.correlationId }}
    />
  );
}

function isKnown(code: string): code is keyof typeof kinds {
  return Object.hasOwn(kinds, code);
}
