// The person's own pause: it lasts until they resume, on whatever device. The relay keeps it for all of the person's
// runners; this device remembers what was pressed here until the relay has heard it.

import type { PaneValues } from '../../store/dexie/pane-values.ts';

export interface PauseQuestion {
  /** what the relay is told by this sign-up; null: nothing was pressed since it was told */
  readonly untold: boolean | null;
  readonly number: number;
}

export interface OwnPause {
  isPaused(): boolean;
  isUntold(): boolean;
  /** the person pressed *Pause* or *Resume* */
  set(isPaused: boolean): Promise<void>;
  /** before a sign-up */
  ask(): PauseQuestion;
  /** after it: what the relay knows now. What was pressed meanwhile stands, and so does a newer answer. */
  learn(question: PauseQuestion, isPaused: boolean): Promise<void>;
}

/** `true` and `false` are not told yet; without a row the person has not paused. */
const rowName = 'paused';
const toldPause = 'told';

export async function openOwnPause(values: Pick<PaneValues, 'get' | 'put' | 'remove'>): Promise<OwnPause> {
  const row = await values.get(rowName);
  let isPaused = row === true || row === toldPause;
  let untold = typeof row === 'boolean' ? row : null;
  let asked = 0;
  let learned = 0;
  const keep = (): Promise<void> => {
    if (untold !== null) return values.put(rowName, untold);
    return isPaused ? values.put(rowName, toldPause) : values.remove(rowName);
  };
  return {
    isPaused: () => isPaused,
    isUntold: () => untold !== null,
    set: (next) => {
      isPaused = next;
      untold = next;
      return keep();
    },
    ask: () => {
      asked += 1;
      return { untold, number: asked };
    },
    learn: async (question, now) => {
      if (question.number < learned || question.untold !== untold) return;
      learned = question.number;
      if (untold === null && isPaused === now) return;
      isPaused = now;
      untold = null;
      await keep();
    },
  };
}
