// What every form of a question is given.

import type { Conflict } from '../../../sync/model/decision.ts';

export interface QuestionProps {
  readonly conflict: Conflict;
  /** `waitsForShare`: what was chosen goes to Sales once the contact is shared */
  readonly onAnswered: (waitsForShare?: boolean) => void;
  /** null: it is the only one */
  readonly onSkip: (() => void) | null;
}
