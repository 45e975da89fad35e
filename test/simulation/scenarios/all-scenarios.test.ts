import { describe, expect, it } from '@jest/globals';
import { scenarios } from './all-scenarios.ts';

describe('the named scenarios', () => {
  it('names each once, with the rules it concerns', () => {
    const titles = scenarios.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThanOrEqual(60);
    for (const title of titles) expect(title).toMatch(/^\[[A-Z]\d+\] /u);
  });

  it('holds ten tiny ones, of one or two rounds and without a fault', () => {
    const tiny = scenarios.filter(({ isTiny }) => isTiny);
    expect(tiny).toHaveLength(10);
    for (const { plan } of tiny) expect(plan.rounds.length).toBeLessThanOrEqual(2);
    for (const { plan } of scenarios) expect(plan.rounds.flatMap(({ faults }) => faults)).toEqual([]);
  });

  it('lets every deed speak of a record that is there', () => {
    for (const { title, plan } of scenarios) {
      const deeds = plan.rounds.flatMap((round) => [
        ...round.before,
        ...round.during.map(({ deed }) => deed),
      ]);
      const known = plan.entities.length + deeds.filter((deed) => deed.do === 'add').length;
      for (const deed of deeds) if ('who' in deed) expect([title, deed.who < known]).toEqual([title, true]);
    }
  });
});
