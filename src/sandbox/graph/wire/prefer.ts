// The Prefer header: one header, values with commas between them. Unknown values are ignored, as the service does.

export interface Prefer {
  readonly immutableIds: boolean;
  readonly maxPageSize: number | null;
}

const largestPage = 1_000;

export function parsePrefer(header: string | undefined): Prefer {
  let immutableIds = false;
  let maxPageSize: number | null = null;
  for (const part of header?.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [name = '', value = ''] = part.split('=', 2).map((text) => text.trim());
    const bare = value.replaceAll('"', '');
    if (name.toLowerCase() === 'idtype') immutableIds = bare.toLowerCase() === 'immutableid';
    if (name.toLowerCase() === 'odata.maxpagesize' && /^[1-9]\d{0,8}$/.test(bare))
      maxPageSize = Math.min(Number(bare), largestPage);
  }
  return { immutableIds, maxPageSize };
}
