import { describe, expect, it } from '@jest/globals';
import { readRosterCsv } from '../../src/taskpane/monitor/roster/read-roster-csv.ts';
import { textOf } from '../../src/taskpane/monitor/roster/roster-lines.ts';

const read = (text: string) => readRosterCsv(text, { pause: () => Promise.resolve() });
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

  it('are read in pieces, however many they are', async () => {
    const count = 30_000;
    const text = Array.from({ length: count }, (_, n) => `"SALES ""U"" ${n}",u${n}@contoso.example`).join(
      '\n',
    );
    let pauses = 0;
    const { good, bad } = await readRosterCsv(text, {
      pause: async () => {
        pauses += 1;
      },
    });
    expect(bad).toEqual([]);
    expect(good).toHaveLength(count);
    expect(good.at(-1)).toEqual({
      line: count,
      salesUserName: `SALES "U" ${count - 1}`,
      email: `u${count - 1}@contoso.example`,
    });
    expect(pauses).toBeGreaterThan(5);
  });

  it('stop when nobody waits for them any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const reading = readRosterCsv('A,a@b.example', { signal: stop.signal, pause: () => Promise.resolve() });
    await expect(reading).rejects.toThrow();
  });

  it('are written back as they can be read again', async () => {
    const person = { salesUserName: 'A "B", C', email: 'a@b.example' };
    expect((await read(textOf(person))).good).toEqual([{ line: 1, ...person }]);
  });
});
