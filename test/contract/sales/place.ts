// What an address of the Sales application names (sales-contract.md sections 1 and 13).

export interface Place {
  readonly kind:
    | 'versions'
    | 'describe'
    | 'batch'
    | 'collection'
    | 'item'
    | 'action'
    | 'saved-searches'
    | 'search-results';
  /** resource or child accessor, e.g. `contacts`, `ContactPoint`; empty where there is none */
  readonly name: string;
  readonly query: URLSearchParams;
}

const version = '(?:11\\.13\\.18\\.05|latest)';
const rules: readonly (readonly [RegExp, Place['kind']])[] = [
  [/^resources\/?$/, 'versions'],
  [new RegExp(`^resources/${version}/?$`), 'batch'],
  [new RegExp(`^resources/${version}/(?:[^/]+/)?describe$`), 'describe'],
  [new RegExp(`^resources/${version}/([^/]+)/action/[^/]+$`), 'action'],
  [new RegExp(`^resources/${version}/[^/]+/[^/]+/child/([^/]+)$`), 'collection'],
  [new RegExp(`^resources/${version}/[^/]+/[^/]+/child/([^/]+)/[^/]+$`), 'item'],
  [new RegExp(`^resources/${version}/([^/]+)$`), 'collection'],
  [new RegExp(`^resources/${version}/([^/]+)/[^/]+$`), 'item'],
  [new RegExp(`^searchResources/${version}/custom-actions/queries/?$`), 'saved-searches'],
  [new RegExp(`^searchResources/${version}/custom-actions/queries/[A-Z][a-z]+$`), 'saved-searches'],
  [new RegExp(`^searchResources/${version}/custom-actions/queries/[^/]+(?:/results)?$`), 'search-results'],
];

/** Throws for an address that no rule knows. */
export function placeOf(url: string): Place {
  const { pathname, searchParams } = new URL(url);
  const below = /\/crmRestApi\/(.*)$/.exec(pathname)?.[1] ?? '';
  for (const [pattern, kind] of rules) {
    const match = pattern.exec(below);
    if (match !== null) return { kind, name: match[1] ?? '', query: searchParams };
  }
  throw new Error(`no rule for the address ${pathname}`);
}
