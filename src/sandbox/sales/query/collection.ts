// A collection page: filter, order, cut, envelope. Offset paging over the present rows is no snapshot: rows that move
// between two requests are skipped or repeated, as on the real server.
import { compareValues, literalOf } from './literal.ts';
import { parseQueryByExample } from './query-by-example.ts';
import { parseOrderBy, sortEntries } from './order-by.ts';
import { wholeNumber } from './query-text.ts';
import type { QueryText } from './query-text.ts';
import { parseRowMatch } from './row-match.ts';
import type { Attributes } from '../resource/attribute.ts';
import type { Entry } from '../resource/entry.ts';
import type { Resource } from '../resource/resource.ts';
import { takeOne } from '../switches.ts';
import type { Switches } from '../switches.ts';
import type { Framework } from '../wire/framework-version.ts';
import { badRequest, unknownAttribute } from '../wire/sales-error.ts';
import type { Condition } from './condition.ts';

export const DEFAULT_LIMIT = 25;

export interface Page {
  readonly entries: readonly Entry[];
  readonly total: number;
  readonly hasMore: boolean;
  readonly limit: number;
  readonly offset: number;
}

export interface PageRequest {
  readonly query: QueryText;
  readonly resource: Resource;
  readonly attributes: Attributes;
  readonly framework: Framework;
  readonly switches: Switches;
}

export function pageOf(entries: readonly Entry[], request: PageRequest): Page {
  const { query, switches, attributes } = request;
  const asked = wholeNumber(query, 'limit', { least: 1, fallback: DEFAULT_LIMIT });
  const offset = wholeNumber(query, 'offset', { least: 0, fallback: 0 });
  const limit = Math.min(asked, switches.pageCap);
  const matching = entries.filter(conditionOf(request));
  const orderBy = query.get('orderBy');
  const sorted = sortEntries(
    matching,
    orderBy === undefined || orderBy === '' ? [] : parseOrderBy(orderBy, attributes),
  );
  return cut(shifted(sorted, offset, switches), { limit, offset, switches });
}

// A row inserted in front moves every later page by one: the last row of the page before appears again.
function shifted(sorted: readonly Entry[], offset: number, switches: Switches): readonly Entry[] {
  const [first] = sorted;
  return switches.duplicateAcrossPages && offset > 0 && first !== undefined ? [first, ...sorted] : sorted;
}

interface Cut {
  readonly limit: number;
  readonly offset: number;
  readonly switches: Switches;
}

function cut(sorted: readonly Entry[], { limit, offset, switches }: Cut): Page {
  const whole = sorted.slice(offset, offset + limit);
  const short = whole.length > 1 && takeOne(switches, 'nextShortPages');
  const entries = short ? whole.slice(0, Math.ceil(whole.length / 2)) : whole;
  return { entries, total: sorted.length, hasMore: offset + entries.length < sorted.length, limit, offset };
}

function conditionOf(request: PageRequest): (entry: Entry) => boolean {
  const conditions = [...filterOf(request), ...finderOf(request), ...activeOnly(request)];
  return (entry) => conditions.every((condition) => condition(entry) === true);
}

function filterOf({ query, framework, attributes }: PageRequest): Condition[] {
  const q = query.get('q')?.trim() ?? '';
  if (q === '') return [];
  return [framework.rowMatch ? parseRowMatch(q, attributes) : parseQueryByExample(q, attributes)];
}

/** `finder=PrimaryKey;PartyId=300…` */
function finderOf({ query, attributes }: PageRequest): Condition[] {
  const finder = query.get('finder');
  if (finder === undefined) return [];
  const [name, variables = ''] = finder.split(';', 2);
  if (name !== 'PrimaryKey')
    throw badRequest(`URL request parameter finder cannot be used: ${String(name)} is not found.`);
  return variables
    .split(',')
    .filter((variable) => variable !== '')
    .map((variable) => {
      const [attributeName = '', value = ''] = variable.split('=', 2);
      const attribute = attributes.get(attributeName);
      if (attribute === undefined) throw unknownAttribute(attributeName, 'finder');
      const literal = literalOf(attribute, value);
      return (entry: Entry) => {
        const own = entry.value(attribute.name);
        return own !== null && compareValues(attribute.type, own, literal) === 0;
      };
    });
}

// Whether default collections hide inactive parties is unknown; a filter that names PartyStatus always reaches them.
function activeOnly({ query, attributes, switches }: PageRequest): Condition[] {
  const hides = switches.inactiveParties === 'hidden' && attributes.has('PartyStatus');
  if (!hides || /\bPartyStatus\b/.test(query.get('q') ?? '') || query.has('finder')) return [];
  return [(entry) => entry.value('PartyStatus') !== 'I'];
}
