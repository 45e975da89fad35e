// RFC 4180 as a spreadsheet reads it: quoted cells may hold commas, quotes and line ends.

/** Rows of cells; throws a RangeError where the text is no CSV. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  let row: string[] = [];
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found)
      throw new RangeError(`no cell of a CSV file before ${rows.length} rows and ${row.length} cells`);
    const [, quoted, plain = '', end] = found;
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
