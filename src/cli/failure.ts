// Every way a command ends other than well: an exit code, one sentence, and what to do about it. Scripts rely on the codes.

import type { ProblemCode } from '../contract/problem.ts';
import { isRelayError, type RelayError } from '../remote/relay/relay-error.ts';

export const exitCodes = { ok: 0, usage: 1, refused: 2, unreachable: 3 } as const;
export type FailureKind = Exclude<keyof typeof exitCodes, 'ok'>;

export class CliFailure extends Error {
  override readonly name = 'CliFailure';
  readonly kind: FailureKind;
  readonly remedy: string;

  constructor(kind: FailureKind, message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.remedy = remedy;
  }
}

export const unreachableRemedy =
  'Check that it runs (npm start) and that RELAY_URL and the network are right, then run the command again.';

const remedies: Partial<Record<ProblemCode, string>> = {
  unauthenticated: 'The token is missing, wrong or has expired. Set RELAY_TOKEN to a fresh one.',
  forbidden:
    'The token needs the app role Monitor.Admin; whoever manages roles in Microsoft Entra can assign it.',
  'not-found': 'Check the id: monitor users --json lists them.',
  conflict: 'Someone else changed it. Read it again, then repeat the change.',
  'precondition-failed':
    'Someone else saved in the meantime. Run monitor settings get again and repeat the change.',
  'too-large': 'Send less at once.',
  'rate-limited': 'Wait a minute, then run the command again.',
  'storage-full': 'Ask the operator of the relay to make room.',
  'validation-failed': 'Correct what is named above.',
};

/** Anything that was thrown, as a failure of this command. */
export function failureOf(error: unknown): CliFailure {
  if (error instanceof CliFailure) return error;
  if (isRelayError(error)) return fromRelay(error);
  const message = error instanceof Error ? error.message : String(error);
  return new CliFailure('usage', message, 'Run the command with --help.', { cause: error });
}

function fromRelay(error: RelayError): CliFailure {
  const { problem, status, reason } = error;
  if (reason !== 'refused' || (status !== null && status >= 500 && problem?.code !== 'storage-full')) {
    const what = reason === 'malformed' ? 'answered in a way this version cannot read' : 'does not answer';
    return new CliFailure('unreachable', `The relay ${what}.`, unreachableRemedy, { cause: error });
  }
  const lines = [
    problem?.detail ?? problem?.title ?? `The relay refused with ${String(status)}.`,
    ...(problem?.errors ?? []).map(({ pointer, detail }) => `  ${pointer}: ${detail}`),
    ...(problem ? [`  code ${problem.code}, request ${problem.requestId}`] : []),
  ];
  const remedy = (problem && remedies[problem.code]) ?? 'Nothing was changed by this call.';
  return new CliFailure('refused', lines.join('\n'), remedy, { cause: error });
}
