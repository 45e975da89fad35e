// Lines of people who are to be added: which can go to the relay, and what each other one needs. No line is ever lost: it
// is good, bad, or on the roster.

import { newUsers } from '../../../contract/users.ts';
import { createLineMemory } from './line-memory.ts';

export interface RosterLine {
  /** as a person counts, from 1; of the form or of the file */
  readonly line: number;
  readonly salesUserName: string;
  readonly email: string;
  /** only where a column has it */
  readonly displayName?: string;
}

export type LineProblem =
  /** no cells for both names */
  | { readonly is: 'incomplete' }
  | { readonly is: 'email' | 'salesUserName' | 'displayName' }
  /** quotes that open and do not close */
  | { readonly is: 'quotes' }
  /** an earlier line has the same e-mail or Sales user name */
  | { readonly is: 'repeated'; readonly firstLine: number }
  /** somebody on the roster has it */
  | { readonly is: 'taken'; readonly same: 'email' | 'salesUserName'; readonly otherUser: string };

export interface BadLine {
  readonly line: number;
  /** as it stood in the file */
  readonly text: string;
  readonly problem: LineProblem;
}

/** Part of what an array can: a long file's lines are packed. */
export interface Lines {
  readonly length: number;
  slice(from: number, to: number): readonly RosterLine[];
}

const person = newUsers.shape.users.element;
const named = ['email', 'salesUserName', 'displayName'] as const;

/** As the relay takes it. */
export function personOf({ line: _, ...names }: RosterLine): Omit<RosterLine, 'line'> {
  return names;
}

/** One after the other, because a line may repeat an earlier one. */
export function createLineCheck() {
  const emails = createLineMemory();
  const salesUserNames = createLineMemory();
  return (line: RosterLine): LineProblem | null => {
    const { email, salesUserName } = line;
    const checked = person.safeParse(personOf(line));
    if (!checked.success) {
      const wrong = new Set(checked.error.issues.map(({ path }) => path[0]));
      return { is: named.find((name) => wrong.has(name)) ?? 'salesUserName' };
    }
    const [address, name] = [fold(email), fold(salesUserName)];
    const firstLine = emails.firstOf(address) ?? salesUserNames.firstOf(name);
    if (firstLine !== undefined) return { is: 'repeated', firstLine };
    emails.keep(address, line.line);
    salesUserNames.keep(name, line.line);
    return null;
  };
}

const fold = (text: string): string => text.trim().normalize('NFKC').toLowerCase();
