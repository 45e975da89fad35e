import { describe, expect, it } from '@jest/globals';
import { judged, killerInCorpus, tableOf } from './run-mutants.ts';

const summary = 'seed 7: 1200 plans, 90000 I/Os, 9.1 s, 131 plans/s, 1 violations\n';

describe('the fate of a mutant', () => {
  it.each([
    ['killed', 1, `violation I15: I15: a change was lost\n{"rounds":[]}\n${summary}`, 'I15', 1200],
    ['survived', 0, summary, '', 1200],
    // An engine that throws somewhere was caught by nobody: a mutant that does not compile would do that too.
    [
      'broken',
      1,
      `violation crash of the simulation: TypeError: x\n{}\n${summary}`,
      'violation crash of the simulation: TypeError: x',
      0,
    ],
    ['survived', 1, `never reached: guard held\n${summary}`, '', 1200],
    ['broken', 1, 'SyntaxError: Unexpected token', 'SyntaxError: Unexpected token', 0],
    ['broken', null, '', '', 0],
  ] as const)('is %s', (end, code, text, by, plans) => {
    expect(judged({ code, text }, 20_000)).toEqual({ end, by, plans });
  });

  it('is death too by a plan of the corpus', () => {
    expect(killerInCorpus({ code: 1, text: 'i4-written-twice.json: I4: P0 came back there\n' })).toBe(
      'I4 (i4-written-twice)',
    );
    expect(killerInCorpus({ code: 0, text: '' })).toBeNull();
    expect(killerInCorpus({ code: 1, text: 'SyntaxError: Unexpected token' })).toBeNull();
  });

  it('stands in a table, chance apart from the corpus', () => {
    expect(
      tableOf([
        { id: 'two', end: 'killed by the corpus', by: 'I4 (i4-written-twice)', plans: 20_000 },
        { id: 'one', end: 'killed', by: 'I15', plans: 1_200 },
        { id: 'three', end: 'survived', by: '', plans: 20_000 },
      ]),
    ).toEqual([
      '| mutant | killed by | after plans |',
      '| --- | --- | ---: |',
      '| one | I15 | 1200 |',
      '| three | survived | 20000 |',
      '| two | I4 (i4-written-twice) | 20000, then the corpus |',
    ]);
  });
});
