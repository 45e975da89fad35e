// What narrows and orders the Monitor's table beside card and search. Commands and exports take the same filters, so that
// "all that match" means what the table shows.

import { z } from 'zod';
import { causeCode } from './causes.ts';
import { runner } from './runs.ts';

/** Over any number of users. */
export const wholeSortKeys = ['name', 'lastStart', 'duration', 'openErrors', 'lag', 'lastSuccess'] as const;

/** Only where the filter leaves at most `mostSorted` users: no index carries these orders. */
export const narrowSortKeys = [
  'lastSync',
  'email',
  'sales',
  'microsoft',
  'inLatestCycle',
  'client',
  'nextRun',
  'conflicts',
  'runner',
  'enabled',
  'paneSeen',
] as const;

export const sortKeys = [...wholeSortKeys, ...narrowSortKeys] as const;
export const sortKey = z.enum(sortKeys);
export type SortKey = z.infer<typeof sortKey>;
export type NarrowSortKey = (typeof narrowSortKeys)[number];
export const mostSorted = 20_000;

export const isNarrowSort = (sort: SortKey | undefined): boolean =>
  narrowSortKeys.some((key) => key === sort);

/** characters of a search */
export const longestSearch = 200;

/** A search of fewer letters finds starts of words only. */
export const shortSearch = 3;

export const authorizationFilters = ['both', 'microsoft-missing', 'sales-missing', 'ending'] as const;
export type AuthorizationFilter = (typeof authorizationFilters)[number];
export const runnerFilters = [...runner.options, 'none'] as const;
export type RunnerFilter = (typeof runnerFilters)[number];

/** All optional, all have to hold. */
export const userFilters = z.object({
  cause: causeCode.optional(),
  runner: z.enum(runnerFilters).optional(),
  /** of the client, exactly as its runner says it */
  version: z.string().min(1).max(32).optional(),
  authorization: z.enum(authorizationFilters).optional(),
});
export type UserFilters = z.infer<typeof userFilters>;

/** Client versions in use, newest name first, at most 100. */
export const clientVersions = z.object({ items: z.array(z.string()) });
