// The bank. Each must be killed within 20,000 plans; a survivor means that an oracle is weak.
// Not in it, because nobody can tell them from the engine: a tombstone that is not kept (nothing reads one: a dead id is
// never reported alive again, and a restored record is met anew), a dead pair that stays active (the feed's own row of the
// death buries it a run later), and judging held deletes anew in every run.

import { creating } from './creating.ts';
import { deleting } from './deleting.ts';
import { merging } from './merging.ts';
import type { Mutant } from './mutant.ts';
import { reading } from './reading.ts';
import { writing } from './writing.ts';

export const mutants: readonly Mutant[] = [...reading, ...writing, ...creating, ...merging, ...deleting];
