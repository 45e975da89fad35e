// What every form of a question is given.

import type { Conflict } from '../../../sync/model/decision.ts';

export interface QuestionProps {
  readonly conflict: Conflict;
  readonly onAnswered: () => void;
  /** null: it is the only one */
  readonly onSkip: (() => void) | null;
}
