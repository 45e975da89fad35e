// What the sandbox's services learn from a bearer token.

export interface VerifiedUser {
  readonly kind: 'user';
  readonly userName: string;
  /** object id at Microsoft; the same person has it at the Sales issuer too */
  readonly oid: string;
  readonly roles: readonly string[];
  /** short names: `Contacts.ReadWrite`, `access_as_user`, `consumer` */
  readonly scopes: readonly string[];
  /** client id of the application that asked for the token */
  readonly clientId: string;
}

export interface VerifiedApp {
  readonly kind: 'app';
  readonly oid: string;
  readonly roles: readonly string[];
  readonly clientId: string;
}

export type VerifiedToken = VerifiedUser | VerifiedApp;

export type TokenProblem =
  'missing' | 'malformed' | 'expired' | 'wrong-audience' | 'wrong-issuer' | 'revoked';

export type TokenAnswer =
  | { readonly ok: true; readonly token: VerifiedToken }
  | { readonly ok: false; readonly reason: TokenProblem };

/** Checks the value of an `Authorization` header for one audience. Never throws. */
export type VerifyToken = (authorization: string | undefined) => Promise<TokenAnswer>;
