import { describe, expect, it } from '@jest/globals';
import { Bench } from '../support/sync-bench.ts';

const person = (name: string) => ({
  firstName: name,
  lastName: 'Lovelace',
  email: `${name.toLowerCase()}@contoso.example`,
  company: 'Contoso',
  jobTitle: 'Analyst',
});

describe('first runs', () => {
  it('[C2] creates every record of the search in Outlook, once, and the second run is silent', async () => {
    const bench = new Bench();
    for (const name of ['Ada', 'Grace', 'Mary', 'Joan', 'Hedy']) bench.sales.addSelected(person(name));
    bench.sales.add(person('Nobody'));
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded');
    expect(report.kinds.contact?.microsoft.created).toBe(5);
    expect(
      bench.outlook
        .live()
        .map((item) => item.title)
        .sort(),
    ).toEqual(['Ada Lovelace', 'Grace Lovelace', 'Hedy Lovelace', 'Joan Lovelace', 'Mary Lovelace']);
    const writes = bench.writeCount();
    await bench.run();
    const before = await bench.state();
    bench.world.log.length = 0;
    const second = await bench.run();
    expect(second.outcome).toBe('succeeded');
    expect(bench.writeCount()).toBe(writes);
    expect(await bench.state()).toBe(before);
    expect(second.requests).toEqual({ microsoft: 1, sales: 1 });
    expect(second.kinds.contact?.inSync).toBe(5);
  });

  it('[D2] [D4] carries edits of different fields both ways', async () => {
    const bench = new Bench();
    const salesId = bench.sales.addSelected(person('Ada'));
    await bench.run();
    const outlookId = bench.outlook.live()[0]?.id;
    if (outlookId === undefined) throw new Error('nothing arrived');
    bench.later(60_000);
    bench.outlook.edit(outlookId, { jobTitle: 'Countess' });
    bench.sales.edit(salesId, { department: 'Engines' });
    const report = await bench.run();
    expect(report.outcome).toBe('succeeded');
    expect(bench.outlook.item(outlookId).units).toMatchObject({
      jobTitle: 'Countess',
      department: 'Engines',
    });
    expect(bench.sales.item(salesId).units).toMatchObject({ jobTitle: 'Countess', department: 'Engines' });
  });

  it('[C1] creates a shared Outlook contact in Sales with its account', async () => {
    const bench = new Bench();
    bench.sales.accounts.push({ id: '300', name: 'Contoso' });
    const id = bench.outlook.add(person('Ada'), { isShared: true });
    bench.outlook.add(person('Grace'));
    const report = await bench.run();
    expect(report.kinds.contact).toMatchObject({
      sales: { created: 1, updated: 0, deleted: 0 },
      microsoft: { created: 0, updated: 0, deleted: 0 },
      excluded: { 'no-category': 1 },
      inSync: 1,
    });
    expect(bench.sales.live()[0]?.units).toMatchObject({ firstName: 'Ada', company: 'Contoso' });
    bench.outlook.edit(id, { jobTitle: 'Countess' });
    await bench.run();
    expect(bench.sales.live()[0]?.units['jobTitle']).toBe('Countess');
  });
});
