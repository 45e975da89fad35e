// What support wants to know of a call that failed.

import { isRelayError } from '../../../remote/relay/relay-call.ts';
import type { SupportFacts } from '../../shell/Details.tsx';

export function supportFacts(error: unknown): SupportFacts {
  if (!isRelayError(error))
    return { code: error instanceof Error ? error.name : 'unknown', status: null, requestId: null };
  const { problem, status, reason } = error;
  return { code: problem?.code ?? reason, status, requestId: problem?.requestId ?? null };
}
