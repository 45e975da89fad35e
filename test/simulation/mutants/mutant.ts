// A deliberate bug, as a patch of the engine's source text: there is no switch in the product for it.

export interface Edit {
  /** below `src/` */
  readonly file: string;
  /** stands exactly once in the file, else the patch no longer applies */
  readonly find: string;
  readonly replace: string;
}

export interface Mutant {
  readonly id: string;
  /** what a person would notice */
  readonly breaks: string;
  /** invariants that are expected to see it; another one is as good */
  readonly sees: readonly string[];
  readonly edits: readonly Edit[];
}

export function mutant(
  id: string,
  about: Pick<Mutant, 'breaks' | 'sees'>,
  ...edits: readonly (readonly [file: string, find: string, replace: string])[]
): Mutant {
  return { id, ...about, edits: edits.map(([file, find, replace]) => ({ file, find, replace })) };
}
