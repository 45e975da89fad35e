import { describe, expect, it } from '@jest/globals';
import type { Entity } from '../plan.ts';
import { playRound } from '../play/rounds.ts';
import { Scene } from '../play/scene.ts';
import { playPlan } from '../play/play-plan.ts';
import { edit, plan, round } from '../scenarios/build-plan.ts';

const worksFor = (company: NonNullable<Entity['company']>): Entity => ({
  born: 'outlook',
  differs: [],
  company,
});

describe('somebody of a company', () => {
  it.each(['known', 'unknown', 'ambiguous'] as const)(
    'with %s accounts crosses and comes to rest',
    async (company) => {
      const { violation, reached } = await playPlan(
        plan({ entities: [worksFor(company)], rounds: [round(), round([edit('sales'), edit('microsoft')])] }),
      );
      expect(violation).toBeNull();
      expect(reached.get('asked sales.accountsNamed')).toBeGreaterThan(0);
      expect(reached.get(`made in Sales with its account ${company}`)).toBe(1);
    },
  );

  it('[I7] [A4] goes to Sales with no other account than that of its company', async () => {
    const first = round();
    const scene = new Scene(plan({ entities: [worksFor('known')], rounds: [first] }));
    // The account is renamed between the question and the create.
    const [account] = scene.sales.accounts;
    const remote = scene.sales.remote.bind(scene.sales);
    scene.sales.remote = (gate, options) => {
      const sales = remote(gate, options);
      return {
        ...sales,
        write: (writes, signal) => {
          if (account !== undefined) scene.sales.accounts.splice(0, 1, { ...account, name: 'Another' });
          return sales.write(writes, signal);
        },
      };
    };
    await playRound(scene, first, 'pane');
    expect(scene.violation?.message).toContain('I7: P0 was made in Sales for "Another"');
  });
});
