import { describe, expect, it } from '@jest/globals';
import { judged, killerInCorpus } from './run-mutants.ts';

const summary = 'seed 7: 1200 plans, 90000 I/Os, 9.1 s, 131 plans/s, 1 violations\n';

describe('the fate of a mutant', () => {
  it.each([
    ['killed', 1, `violation I15: I15: a change was lost\n{"rounds":[]}\n${summary}`, 'I15', 1200],
    ['survived', 0, summary, '', 1200],
    ['survived', 1, `never reached: guard held\n${summary}`, '', 1200],
    ['broken', 1, 'SyntaxError: Unexpected token', 'SyntaxError: Unexpected token', 0],
    ['broken', null, '', '', 0],
  ] as const)('is %s', (end, code, text, by, plans) => {
    expect(judged({ code, text }, 20_000)).toEqual({ end, by, plans });
  });

  it('is death too by a plan of the corpus', () => {
    expect(killerInCorpus({ code: 1, text: 'i4-written-twice.json: I4: P0 came back there\n' })).toBe(
      'I4 (corpus: i4-written-twice)',
    );
    expect(killerInCorpus({ code: 0, text: '' })).toBeNull();
    expect(killerInCorpus({ code: 1, text: 'SyntaxError: Unexpected token' })).toBeNull();
  });
});
