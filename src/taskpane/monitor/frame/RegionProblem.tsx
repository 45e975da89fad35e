// A region of a screen could not be read anew. Where it shows what this browser remembers, that nobody answers is said once,
// at the top of the screen.

import { Problem, problemKind } from './Problem.tsx';

export interface RegionProblemProps {
  readonly error: unknown;
  /** the region shows something older */
  readonly hasData: boolean;
  readonly onRetry: () => void;
}

export function RegionProblem({ error, hasData, onRetry }: RegionProblemProps) {
  if (!error || (hasData && problemKind(error) === 'unreachable')) return null;
  return <Problem error={error} onRetry={onRetry} />;
}
