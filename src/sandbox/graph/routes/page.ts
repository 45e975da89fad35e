// Normal lists: $skip pages with a whole nextLink, @odata.count on request.
import type { Exchange } from '../environment.ts';
import { pageSize, queryText, wholeNumber } from '../wire/query.ts';
import { linkPath } from '../wire/target.ts';

interface ListPage<Row> {
  readonly rows: readonly Row[];
  /** members of the answer beside `value` */
  readonly annotations: Readonly<Record<string, unknown>>;
}

/** Cuts the page that the query asks for. The link's `$skip` counts rows, so rows that move meanwhile may be missed. */
export function cutPage<Row>({ env, request, target }: Exchange, rows: readonly Row[]): ListPage<Row> {
  const { query, prefer, root } = request;
  const size = pageSize(query, prefer.maxPageSize, env.switches.defaultPageSize);
  const skip = wholeNumber(query, 'skip', 0) ?? 0;
  const end = skip + size;
  const next = `${root}${linkPath(target)}?${queryText(query, { skip: String(end) })}`;
  return {
    rows: rows.slice(skip, end),
    annotations: {
      ...(query.count?.toLowerCase() === 'true' ? { '@odata.count': rows.length } : {}),
      ...(end < rows.length ? { '@odata.nextLink': next } : {}),
    },
  };
}
