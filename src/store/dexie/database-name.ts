// Names of databases and locks, one set per Sales installation and person: another mailbox finds nothing of this one.

/** Whose data it is. Parts may hold any character. */
export interface DatabaseOwner {
  /** id of the Sales installation (G3) */
  readonly instance: string;
  /** Microsoft tenant id */
  readonly tenant: string;
  /** Microsoft object id of the person */
  readonly user: string;
}

export type DatabasePurpose =
  /** the engine's memory; strict durability */
  | 'sync'
  /** answers of the Monitor; relaxed durability, may vanish */
  | 'cache'
  /** settings of the pane and sealed tokens */
  | 'pane';

export function databaseName(purpose: DatabasePurpose, owner: DatabaseOwner): string {
  return ownedName(purpose, owner);
}

/** For `withRunLock`: one run per person and browser. */
export function runLockName(owner: DatabaseOwner): string {
  return ownedName('run', owner);
}

function ownedName(purpose: string, { instance, tenant, user }: DatabaseOwner): string {
  // encoded, so that the parts of two owners never run together into one name
  return ['sales-sync', purpose, ...[instance, tenant, user].map(encodeURIComponent)].join('/');
}
