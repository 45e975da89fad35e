import { describe, expect, it } from '@jest/globals';
import { SyncError } from '../../src/sync/model/error.ts';
import { answerConflict } from '../../src/sync/run/deeds/answer-conflict.ts';
import { bringBack } from '../../src/sync/run/deeds/bring-back.ts';
import { chooseAccount } from '../../src/sync/run/deeds/choose-account.ts';
import { fakeMapping, salesUnits } from '../support/sync-fake-side.ts';
import { runSync } from '../../src/sync/run/run-sync.ts';
import { noSignal } from '../support/sync-world.ts';
import { minuteMs, settingsWith } from '../support/sync-bench.ts';
import {
  adopted,
  benchWith,
  onlyLink,
  outlookBorn,
  person,
  runLater,
  salesBorn,
} from '../support/sync-people.ts';

describe('scope', () => {
  it('[C1] leaves an unshared contact alone and names the reason', async () => {
    const bench = benchWith({});
    bench.outlook.add(person('Ada'));
    const report = await bench.run();
    expect(report.kinds.contact?.excluded).toEqual({ 'no-category': 1 });
    expect(bench.sales.live()).toEqual([]);
  });

  it('[C2] creates nothing in Outlook while no search is chosen', async () => {
    const bench = benchWith({ contact: { savedSearch: null } });
    bench.sales.addSelected(person('Ada'));
    await bench.run();
    expect(bench.outlook.live()).toEqual([]);
  });

  it('[C3] fails a kind whose search cannot be read, with its own cause', async () => {
    const { bench } = await salesBorn();
    const remote = bench.sales.remote();
    bench.sales.remote = () => ({
      ...remote,
      members: () => Promise.reject(new SyncError('saved-search-unreadable', { at: { side: 'sales' } })),
    });
    const report = await runLater(bench);
    expect(report).toMatchObject({ outcome: 'failed', cause: 'saved-search-unreadable' });
  });

  it('[C5] [C9] releases what left the search after two lists ten minutes apart, and deletes nothing', async () => {
    const { bench, outlook, sales } = await salesBorn();
    const stays = bench.sales.addSelected(person('Grace'));
    await bench.run({ trigger: 'user' });
    bench.sales.search.delete(sales);
    await bench.run({ trigger: 'user' });
    bench.later(5 * minuteMs);
    await bench.run({ trigger: 'user' });
    bench.sales.edit(sales, { jobTitle: 'Still flows' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Still flows');
    bench.later(6 * minuteMs);
    const report = await bench.run({ trigger: 'user' });
    expect(report.kinds.contact?.excluded).toEqual({ released: 1 });
    bench.sales.edit(sales, { jobTitle: 'No longer' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Still flows');
    expect(bench.outlook.live()).toHaveLength(2);
    expect(bench.sales.search.has(stays)).toBe(true);
  });

  it('[C9] releases what left the search before another runner had its turn', async () => {
    const { bench, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    await runLater(bench);
    bench.sales.search.delete(sales);
    bench.grant = { isNewStore: true, epoch: 1_000 };
    await bench.run();
    bench.grant = { epoch: 1_001 };
    expect((await bench.rows('links')).map(({ status }) => status)).toEqual(['active', 'active']);
    await runLater(bench);
    const links = await bench.rows('links');
    expect(links.find((link) => link.sales?.id === sales)).toMatchObject({ releasedBecause: 'left-search' });
  });

  it('[C9] resumes a released link with its bases when the record returns, as an ordinary merge', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.addSelected(person('Grace'));
    bench.sales.search.delete(sales);
    await runLater(bench);
    await runLater(bench);
    expect((await bench.rows('links')).filter((link) => link.status === 'released')).toHaveLength(1);
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { department: 'Engines' });
    await bench.run();
    bench.sales.search.add(sales);
    await runLater(bench);
    expect(bench.sales.item(sales).units).toMatchObject({ jobTitle: 'Countess', department: 'Engines' });
    expect(bench.outlook.item(outlook).units).toMatchObject({ jobTitle: 'Countess', department: 'Engines' });
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[C9] reads a new id by its id whatever its date', async () => {
    const { bench } = await salesBorn();
    const old = bench.sales.add(person('Grace'));
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    bench.sales.search.add(old);
    await bench.run();
    expect(bench.outlook.live()).toHaveLength(1);
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
  });

  it('[G1] holds the releases of a search that became empty', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.search.clear();
    await runLater(bench);
    const report = await runLater(bench);
    expect(report.holds).toBe(1);
    bench.sales.edit(sales, { jobTitle: 'Still flows' });
    await bench.run();
    expect(bench.outlook.value(outlook, 'jobTitle')).toBe('Still flows');
  });

  it('[C6] takes the newest records up to the limit and names the others', async () => {
    const bench = benchWith({ contact: { recordLimit: 2 } });
    for (const name of ['Ada', 'Grace', 'Mary']) {
      bench.sales.addSelected(person(name));
      bench.later(minuteMs);
    }
    const report = await bench.run();
    expect(
      bench.outlook
        .live()
        .map((item) => item.units['firstName'])
        .sort(),
    ).toEqual(['Grace', 'Mary']);
    expect(report.kinds.contact?.excluded).toEqual({ 'over-limit': 1 });
    const newest = bench.sales.addSelected(person('Joan'));
    await runLater(bench);
    expect(bench.outlook.live()).toHaveLength(2);
    expect((await bench.rows('exclusions')).map((row) => row.recordId)).toContain(newest);
  });

  it('[C6] counts shared Outlook items too, and takes one in when there is room again', async () => {
    const bench = benchWith({ contact: { recordLimit: 2 } });
    for (const name of ['Ada', 'Grace', 'Mary']) {
      bench.outlook.add(person(name), { isShared: true });
      bench.later(minuteMs);
    }
    await bench.run();
    expect(bench.sales.live()).toHaveLength(2);
    await runLater(bench);
    expect(bench.sales.live()).toHaveLength(2);
    const grace = bench.outlook.live().find((item) => item.title === 'Grace Lovelace');
    if (grace === undefined) throw new Error('no Grace');
    bench.outlook.share(grace.id, false);
    await bench.run();
    await runLater(bench);
    expect(bench.sales.live().map((item) => item.title)).toContain('Ada Lovelace');
  });

  it('[D11] tells the relay a release again when it was away', async () => {
    const { bench, outlook } = await salesBorn();
    const ports = bench.ports();
    const away = () => Promise.reject(new SyncError('relay-unreachable'));
    const { key } = await onlyLink(bench);
    bench.outlook.remove(outlook);
    await runSync({ ...ports, reports: { ...ports.reports, releases: away } }, bench.request(), noSignal);
    expect(bench.releases).toEqual([]);
    await bench.run();
    expect(bench.releases).toEqual([key]);
  });

  it('[C10] releases a pair whose category is taken off and that is in no search', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    bench.outlook.share(outlook, false);
    await bench.run();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { department: 'Engines' });
    await bench.run();
    expect(await onlyLink(bench)).toMatchObject({ status: 'released', releasedBecause: 'category-removed' });
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
    expect(bench.outlook.value(outlook, 'department')).toBeNull();
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(bench.sales.item(sales).units).toMatchObject({ jobTitle: 'Countess', department: 'Engines' });
  });

  it('[C10] stops only Outlook to Sales when the category is taken off and the record is in the search', async () => {
    const { bench, outlook, sales } = await adopted({ isShared: true });
    bench.outlook.share(outlook, false);
    await bench.run();
    bench.outlook.edit(outlook, { jobTitle: 'Countess' });
    bench.sales.edit(sales, { department: 'Engines' });
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Analyst');
    expect(bench.outlook.value(outlook, 'department')).toBe('Engines');
    bench.outlook.share(outlook, true);
    await bench.run();
    expect(bench.sales.value(sales, 'jobTitle')).toBe('Countess');
  });

  it('[C8] lists an account that no name decides, with candidates, until a person chooses [A4]', async () => {
    const bench = benchWith({ contacts: { allowWithoutAccount: false, sharePersonalFields: false } });
    bench.sales.accounts.push({ id: '1', name: 'Contoso' }, { id: '2', name: 'CONTOSO ' });
    bench.outlook.add(person('Ada', { company: 'contoso' }), { isShared: true });
    const report = await bench.run();
    expect(report.kinds.contact?.excluded).toEqual({ 'ambiguous-account': 1 });
    const [row] = await bench.rows('exclusions');
    expect(row?.candidates.map((candidate) => candidate.id)).toEqual(['1', '2']);
    expect(row?.subject).toBe('contoso');
    const mapping = fakeMapping('sales', salesUnits);
    await chooseAccount(bench.ports(), { company: row?.subject ?? '', accountId: '2', mapping });
    await bench.run();
    expect(bench.sales.writes.map((write) => write.accountId)).toEqual(['2']);
    expect(await bench.rows('exclusions')).toEqual([]);
    bench.outlook.add(person('Grace', { company: 'Contoso' }), { isShared: true });
    await bench.run();
    expect(bench.sales.writes.map((write) => write.accountId)).toEqual(['2', '2']);
  });

  it('[A4] holds only the company when a changed one cannot be resolved', async () => {
    const { bench, outlook, sales } = await outlookBorn();
    bench.outlook.edit(outlook, { company: 'Nobody knows', jobTitle: 'Countess' });
    await bench.run();
    expect(bench.sales.item(sales).units).toMatchObject({ jobTitle: 'Countess' });
    expect(bench.sales.value(sales, 'company')).toBeNull();
    expect((await onlyLink(bench)).pendingUnits).toEqual(['company']);
  });

  it('[C8] counts a record whose owner may not create in Sales', async () => {
    const bench = benchWith({ contact: { allowCreateInSales: false } });
    bench.outlook.add(person('Ada'), { isShared: true });
    const report = await bench.run();
    expect(report.kinds.contact?.excluded).toEqual({ 'read-only': 1 });
  });

  it('[D11] brings a released pair back on demand', async () => {
    const { bench, outlook } = await salesBorn();
    bench.outlook.remove(outlook);
    await bench.run();
    const link = await onlyLink(bench);
    expect(link.releasedBecause).toBe('removed-by-you');
    expect(bench.releases).toEqual([link.key]);
    await runLater(bench);
    expect(bench.outlook.live()).toEqual([]);
    expect(await bringBack(bench.ports(), link.key)).toBe(true);
    await bench.run();
    expect(bench.outlook.live().map((item) => item.title)).toEqual(['Ada Lovelace']);
    expect(bench.releases).toEqual([]);
  });

  it('[D20] asks about a deleted record whose item its owner shares meanwhile', async () => {
    const { bench, outlook, sales } = await salesBorn();
    bench.sales.addSelected(person('Mary'));
    await runLater(bench);
    bench.sales.deactivate(sales);
    bench.outlook.share(outlook, true);
    await bench.run();
    await runLater(bench);
    expect(bench.outlook.item(outlook).isShared).toBe(true);
    const [asked] = await bench.rows('conflicts');
    expect(asked).toMatchObject({ question: 'deleted-in-sales', units: [] });
    if (asked === undefined) throw new Error('nothing asked');
    const { key, question } = asked;
    await answerConflict(bench.ports(), { key, question, choices: {}, shown: {}, fate: 'recreate' });
    await bench.run();
    expect(bench.sales.live().map((item) => item.title)).toEqual(['Mary Lovelace', 'Ada Lovelace']);
  });

  it('[A3] keeps personal fields in Outlook unless they are shared', async () => {
    const units = person('Ada', { notes: 'private', birthday: '1815-12-10' });
    const { bench, sales } = await outlookBorn({}, units);
    expect(bench.sales.item(sales).units).not.toHaveProperty('notes');
    bench.settings = settingsWith({ contacts: { allowWithoutAccount: true, sharePersonalFields: true } });
    await bench.run();
    expect(bench.sales.item(sales).units).toMatchObject({ notes: 'private', birthday: '1815-12-10' });
  });
});
