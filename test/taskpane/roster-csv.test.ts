import { describe, expect, it } from '@jest/globals';
import { fileOf, joined, noBadLines } from '../../src/taskpane/monitor/roster/bad-lines.ts';
import { readRosterCsv } from '../../src/taskpane/monitor/roster/read-roster-csv.ts';
import type { RosterSource } from '../../src/taskpane/monitor/roster/roster-pieces.ts';
import { textOf } from '../../src/taskpane/monitor/roster/roster-layout.ts';
import { createLineCheck } from '../../src/taskpane/monitor/roster/roster-lines.ts';

/** As the page reads it, with all good lines unpacked. */
async function read(source: RosterSource, pause: () => void = () => undefined) {
  const { good, bad } = await readRosterCsv(source, { pause: async () => pause() });
  return { good: good.slice(0, good.length), bad: bad.first };
}
/** Answers how many bytes were read at once at most. */
function watchReads(file: Blob): () => number {
  let most = 0;
  const { slice } = file;
  file.slice = (from = 0, to = file.size, type) => {
    most = Math.max(most, to - from);
    return slice.call(file, from, to, type);
  };
  return () => most;
}

const lines = (...all: string[]): string => all.join('\r\n');

describe('people out of a CSV', () => {
  it('are Sales user name and Microsoft e-mail, unless a heading says otherwise', async () => {
    const plain = await read('ANA.RUIZ,ana@contoso.example');
    expect(plain).toEqual({
      good: [{ line: 1, salesUserName: 'ANA.RUIZ', email: 'ana@contoso.example' }],
      bad: [],
    });
    const headed = await read(
      lines('\ufeffMicrosoft e-mail;Sales user name', 'ana@contoso.example;ANA.RUIZ'),
    );
    expect(headed.good).toEqual([{ ...plain.good[0], line: 2 }]);
  });

  it('keep their line numbers over quotes, empty lines and line ends inside of cells', async () => {
    const text = lines('"RUIZ, ANA",ana@contoso.example', '', '"B', 'EN",ben@contoso.example', 'C,chloe');
    const { good, bad } = await read(text);
    expect(good.map(({ line, salesUserName }) => [line, salesUserName])).toEqual([
      [1, 'RUIZ, ANA'],
      [3, 'B\nEN'],
    ]);
    expect(bad).toEqual([{ line: 5, text: 'C,chloe', problem: { is: 'email' } }]);
  });

  it('name what each bad line needs and keep the good ones', async () => {
    const { good, bad } = await read(
      lines(
        'ANA,ana@contoso.example',
        'only one cell',
        ',ben@contoso.example',
        'ANA2,ANA@contoso.example',
        'ana,other@contoso.example',
        'CHLOE,chloe@contoso.example',
      ),
    );
    expect(good.map(({ salesUserName }) => salesUserName)).toEqual(['ANA', 'CHLOE']);
    expect(bad.map(({ line, problem }) => [line, problem])).toEqual([
      [2, { is: 'incomplete' }],
      [3, { is: 'salesUserName' }],
      [4, { is: 'repeated', firstLine: 1 }],
      [5, { is: 'repeated', firstLine: 1 }],
    ]);
  });

  it('lose no line to a quote that stands where it must not', async () => {
    const { good, bad } = await read(
      lines('ANA,ana@contoso.example', '"BEN"x,ben@contoso.example', 'CHLOE,chloe@contoso.example'),
    );
    expect(good.map(({ salesUserName }) => salesUserName)).toContain('ANA');
    expect(bad).toContainEqual(expect.objectContaining({ line: 2, problem: { is: 'quotes' } }));
    expect(good.length + bad.length).toBe(3);
  });

  it('tell a line with several wrong quotes once, with all that stands in it', async () => {
    const { good, bad } = await read(lines('A,=HYPERLINK("x","y")', 'BEN,ben@contoso.example'));
    expect(bad).toEqual([{ line: 1, text: 'A,=HYPERLINK("x","y")', problem: { is: 'quotes' } }]);
    expect(good).toHaveLength(1);
  });

  it('are read in small pieces out of a file that is never in memory as a whole, however many they are', async () => {
    const count = 100_000;
    const text = lines(
      ...Array.from({ length: count }, (_, n) => `"SALES ""Ü"" ${n}",u${n}@contoso.example`),
    );
    const file = new Blob([text]);
    const largest = watchReads(file);
    let pauses = 0;
    const { good, bad } = await read(file, () => {
      pauses += 1;
    });
    expect(bad).toEqual([]);
    expect(good).toHaveLength(count);
    for (const n of [0, 999, 1_000, 65_535, count - 1])
      expect(good[n]).toEqual({
        line: n + 1,
        salesUserName: `SALES "Ü" ${n}`,
        email: `u${n}@contoso.example`,
      });
    expect(pauses).toBeGreaterThan(file.size / 20_000);
    expect(largest()).toBeLessThan(300_000);
  }, 60_000);

  it('are read in small pieces also behind a quote that never closes, and in a file without any line end', async () => {
    const many = Array.from({ length: 3_000 }, (_, n) => `USER${n},u${n}@contoso.example`);
    const unclosed = await read(new Blob([lines('"ANA,ana@contoso.example', ...many)]));
    expect(unclosed.bad).toEqual([{ line: 1, text: '"ANA,ana@contoso.example', problem: { is: 'quotes' } }]);
    expect(unclosed.good).toHaveLength(3_000);
    let pauses = 0;
    const endless = await read('x'.repeat(200_000), () => {
      pauses += 1;
    });
    expect(endless.good).toEqual([]);
    expect(endless.bad.every(({ problem }) => problem.is === 'incomplete')).toBe(true);
    expect(pauses).toBeGreaterThan(10);
  });

  it('name the first line of a name among very many', () => {
    const check = createLineCheck();
    const line = (n: number) => ({ line: n, salesUserName: `USER${n}`, email: `u${n}@contoso.example` });
    const found = Array.from({ length: 30_000 }, (_, n) => check(line(n + 1)));
    expect(found.every((problem) => problem === null)).toBe(true);
    const again = { line: 30_001, salesUserName: 'user27777', email: 'other@contoso.example' };
    expect(check(again)).toEqual({ is: 'repeated', firstLine: 27_777 });
    const address = { line: 30_002, salesUserName: 'X', email: 'U5@CONTOSO.example' };
    expect(check(address)).toEqual({ is: 'repeated', firstLine: 5 });
    expect(check({ ...again, line: 30_003, salesUserName: 'Y' })).toBeNull();
  });

  it('keep their line numbers where the two characters of a line end are in two reads', async () => {
    const line = (n: number): string => `USER${n},${`u${n}@contoso.example`.padEnd(57 - `${n}`.length, ' ')}`;
    const text = `A${lines(...Array.from({ length: 4_200 }, (_, n) => line(n)))}`;
    expect(text.slice(262_143, 262_145)).toBe('\r\n');
    const { bad, good } = await read(new Blob([text]));
    expect(bad).toEqual([]);
    expect(good.at(-1)).toEqual({ line: 4_200, salesUserName: 'USER4199', email: 'u4199@contoso.example' });
  });

  it('keep the first bad lines only, and all of their texts as a file', async () => {
    const bad = (n: number): string => `"no, ${n}"`;
    const all = Array.from({ length: 30_000 }, (_, n) => bad(n));
    const checked = await readRosterCsv(new Blob([lines(...all)]), { pause: () => Promise.resolve() });
    expect([checked.good.length, checked.bad.count, checked.bad.first.length]).toEqual([0, 30_000, 100]);
    expect(await checked.bad.texts.text()).toBe(lines(...all));
    const once = joined(checked.bad, checked.bad);
    expect([once.count, once.first]).toEqual([60_000, checked.bad.first]);
    expect(await once.texts.text()).toBe(lines(...all, ...all));
    expect(joined(noBadLines, checked.bad)).toBe(checked.bad);
  });

  it('fail as a whole when the file cannot be read', async () => {
    const gone = new Blob(['A,a@b.example']);
    gone.slice = () => {
      throw new DOMException('changed', 'NotReadableError');
    };
    await expect(read(gone)).rejects.toThrow('changed');
  });

  it('stop when nobody waits for them any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = readRosterCsv('A,a@b.example', { signal: stop.signal, pause: () => Promise.resolve() });
    await expect(reading).rejects.toThrow();
  });

  it('take the display name that a heading names', async () => {
    const text = lines(
      'email,salesUserName,displayName,city',
      'ana@contoso.example,ANA,Ana Ruiz,Lima',
      'ben@contoso.example,BEN,,',
      `chloe@contoso.example,CHLOE,${'x'.repeat(201)},`,
    );
    const { good, bad } = await read(text);
    expect(good).toEqual([
      { line: 2, salesUserName: 'ANA', email: 'ana@contoso.example', displayName: 'Ana Ruiz' },
      { line: 3, salesUserName: 'BEN', email: 'ben@contoso.example' },
    ]);
    expect(bad).toMatchObject([{ line: 4, problem: { is: 'displayName' } }]);
    const many = Array.from({ length: 1_500 }, (_, n) => `u${n}@contoso.example,U${n},User ${n},`);
    const packed = await read(lines('email,salesUserName,displayName,city', ...many));
    expect(packed.good[700]).toMatchObject({ displayName: 'User 700' });
  });

  it('come back under the heading they had, in its order, and can be read again once they are mended', async () => {
    const text = lines(
      'email;salesUserName;displayName',
      'no address;ANA;Ana',
      'ben@contoso.example;BEN;Ben',
    );
    const { bad, good, layout } = await readRosterCsv(text, { pause: () => Promise.resolve() });
    const [ben] = good.slice(0, 1);
    if (!ben) throw new Error('no good line');
    expect(textOf(ben, layout)).toBe('ben@contoso.example;BEN;Ben');
    const file = await fileOf(bad).text();
    expect(file).toBe(lines('email;salesUserName;displayName', 'no address;ANA;Ana'));
    const again = await read(file.replace('no address', 'ana@contoso.example'));
    expect(again).toEqual({
      good: [{ line: 2, salesUserName: 'ANA', email: 'ana@contoso.example', displayName: 'Ana' }],
      bad: [],
    });
    expect(await fileOf({ ...noBadLines, heading: 'email;salesUserName' }).text()).toBe('');
  });

  it('are written back as they can be read again', async () => {
    const person = { salesUserName: 'A "B", C', email: 'a@b.example' };
    expect((await read(textOf(person))).good).toEqual([{ line: 1, ...person }]);
  });
});
