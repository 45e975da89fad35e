// One thing a person asked for: under way, done, or failed with its reason. A second press while it is under way waits.

import { useState } from 'react';
import { problemFacts, type ProblemFacts } from '../words/problem-facts.ts';

export interface Deed {
  readonly isBusy: boolean;
  readonly problem: ProblemFacts | null;
  /** resolves true when it was done */
  run(act: () => Promise<void>): Promise<boolean>;
  clear(): void;
}

export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemFacts | null>(null);
  return {
    isBusy,
    problem,
    run: async (act) => {
      if (isBusy) return false;
      setBusy(true);
      setProblem(null);
      try {
        await act();
        return true;
      } catch (error) {
        setProblem(problemFacts(error));
        return false;
      } finally {
        setBusy(false);
      }
    },
    clear: () => {
      setProblem(null);
    },
  };
}
