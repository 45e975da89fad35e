// Opaque ids in the two forms of Exchange. They are random: nothing may be read out of one, and a mailbox of a fresh
// sandbox never reuses the ids of an older one. URL-safe, yet with `-`, `_` and `=` as the real ones have.
import { randomBytes, randomUUID } from 'node:crypto';

export type RandomBytes = (size: number) => Buffer;

/** Stays when the item moves inside its mailbox. */
export function newImmutableId(random: RandomBytes = randomBytes): string {
  return `AAkALgAAAAAAHYQDEapmEc2byACqAC-E${random(21).toString('base64url')}AAA=`;
}

/** A new one is given at each move. */
export function newRestId(): string {
  return `AAMkAGI2THVSAAA_${randomBytes(33).toString('base64url')}AAA=`;
}

export function newFolderId(): string {
  return `AAMkAGI2THVSAAA_${randomBytes(24).toString('base64url')}LgAAAA==`;
}

export function newCategoryId(): string {
  return randomUUID();
}

/** Marks a mailbox: sync states of another installation's mailbox are unknown here. */
export function newInstance(): string {
  return randomBytes(6).toString('hex');
}

/** A change key that no other version of any item in this mailbox has. */
export function changeKeyOf(instance: string, change: number): string {
  return `EQAAABYAAAB${Buffer.from(`${instance}${change.toString(16).padStart(10, '0')}`, 'hex').toString('base64')}`;
}
