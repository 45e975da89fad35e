// What the relay said about a change of credentials, sorted by the field it is about.

import { credentialsChange, type CredentialsChange } from '../../../contract/users.ts';
import { isRelayError } from '../../../remote/relay/relay-call.ts';

export const credentialFields = ['email', 'salesUserName'] as const;
export type CredentialField = (typeof credentialFields)[number];

export interface CredentialProblems {
  readonly fields: Readonly<Partial<Record<CredentialField, string>>>;
  /** another user has this one; the detail names the user */
  readonly taken: readonly CredentialField[];
  readonly detail: string | undefined;
  /** everything is said at the fields */
  readonly isAtFields: boolean;
}

const none: CredentialProblems = { fields: {}, taken: [], detail: undefined, isAtFields: false };

/** Fields that the relay would refuse, by the same schema. */
export function wrongFields(change: CredentialsChange): readonly CredentialField[] {
  const checked = credentialsChange.safeParse(change);
  if (checked.success) return [];
  return credentialFields.filter((field) => checked.error.issues.some(({ path }) => path[0] === field));
}

export function credentialProblems(error: unknown): CredentialProblems {
  if (!isRelayError(error) || !error.problem) return none;
  const { code, detail, errors = [] } = error.problem;
  const found = credentialFields.flatMap((field) => {
    const said = errors.find(({ pointer }) => pointer.split('/').includes(field));
    return said ? [[field, said.detail] as const] : [];
  });
  if (found.length > 0) return { ...none, fields: Object.fromEntries(found), isAtFields: true };
  if (code !== 'conflict') return none;
  // Without a pointer the sentence tells which name it is about; it stands at the e-mail unless it speaks of Sales.
  const field: CredentialField = /sales/i.test(detail ?? '') ? 'salesUserName' : 'email';
  return { fields: {}, taken: [field], detail, isAtFields: true };
}
