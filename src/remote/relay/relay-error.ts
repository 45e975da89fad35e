// Why a call to the relay did not work. Apart from the call, so that a screen can tell errors without loading zod.

import type { Problem } from '../../contract/problem.ts';

export type RelayErrorReason = 'unreachable' | 'refused' | 'malformed';

export class RelayError extends Error {
  override readonly name = 'RelayError';
  readonly reason: RelayErrorReason;
  readonly status: number | null;
  readonly problem: Problem | null;

  constructor(reason: RelayErrorReason, facts: { status?: number; problem?: Problem; cause?: unknown } = {}) {
    super(facts.problem?.code ?? reason, { cause: facts.cause });
    this.reason = reason;
    this.status = facts.status ?? null;
    this.problem = facts.problem ?? null;
  }
}

export function isRelayError(error: unknown): error is RelayError {
  return error instanceof Error && error.name === 'RelayError' && 'reason' in error;
}
