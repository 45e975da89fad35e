// What the relay said about a change of credentials, sorted by the field it is about.

import { credentialsChange, type CredentialsChange } from '../../../contract/users.ts';
import { isRelayError } from '../../../remote/relay/relay-call.ts';

export const credentialFields = ['email', 'salesUserName'] as const;
export type CredentialField = (typeof credentialFields)[number];

/** What is wrong with one field: the value itself, or who has it already; an empty name is not told. */
export type FieldProblem = { readonly is: 'wrong' } | { readonly is: 'taken'; readonly otherUser: string };

export interface CredentialProblems {
  readonly fields: Readonly<Partial<Record<CredentialField, FieldProblem>>>;
  /** everything is said at the fields */
  readonly isAtFields: boolean;
}

const none: CredentialProblems = { fields: {}, isAtFields: false };

/** Fields that the relay would refuse, by the same schema. */
export function wrongFields(change: CredentialsChange): readonly CredentialField[] {
  const checked = credentialsChange.safeParse(change);
  if (checked.success) return [];
  return credentialFields.filter((field) => checked.error.issues.some(({ path }) => path[0] === field));
}

export function credentialProblems(error: unknown): CredentialProblems {
  if (!isRelayError(error) || !error.problem) return none;
  const { code, errors = [] } = error.problem;
  const fields = credentialFields.flatMap((field) => {
    const said = errors.find(({ pointer }) => pointer.split('/').includes(field));
    if (!said) return [];
    const problem: FieldProblem =
      code === 'conflict' ? { is: 'taken', otherUser: said.otherUser ?? '' } : { is: 'wrong' };
    return [[field, problem] as const];
  });
  return fields.length === 0 ? none : { fields: Object.fromEntries(fields), isAtFields: true };
}
