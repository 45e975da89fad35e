// The Monitor's reads: cards and the table.

import { clientVersions, isNarrowSort } from '../../../contract/user-filters.ts';
import { cards, userPage, userQuery } from '../../../contract/users.ts';
import type { RelayContext } from '../../context.ts';
import { ndjson, userLines, wantsLines } from '../../export/user-lines.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError } from '../../problem-error.ts';
import { readCycleMs } from '../../queries/tenants.ts';
import { readClientVersions } from '../../queries/users/client-versions.ts';
import { readUserPage } from '../../queries/users/user-pages.ts';
import { sortOf } from '../../queries/users/user-sort.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
/** up to here users are counted in the moment their rows are read, so that the number is that of the rows */
const countedWithRows = 2_000;

export function registerUsers(app: RelayApp, context: RelayContext): void {
  const { sql, clock } = context;
  app.get('/cards', {
    schema: { tags, summary: 'Counts of all cards', response: { 200: cards } },
    handler: (request) => context.cards.read(callerOf(request).tenantId),
  });

  app.get('/client-versions', {
    schema: { tags, summary: 'Client versions in use, to filter by', response: { 200: clientVersions } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, async (transaction) => ({
        items: await readClientVersions(transaction, tenantId),
      }));
    },
  });

  app.get('/users', {
    schema: {
      tags,
      summary: `One page of users; as ${ndjson} every user that matches, a line each`,
      produces: ['application/json', ndjson],
      querystring: userQuery,
      response: { 200: userPage },
    },
    // Lines are no page: the schema of the answer is not theirs.
    preHandler: async (request, reply) => {
      if (!wantsLines(request.headers.accept)) return undefined;
      const { query } = request;
      const { card, q, cause, runner, version, authorization, after } = query;
      if (isNarrowSort(query.sort))
        throw new ProblemError('validation-failed', {
          errors: [{ pointer: '/query/sort', detail: 'sorts pages only, not all users that match' }],
        });
      const wanted = {
        tenantId: callerOf(request).tenantId,
        filter: { card, q, cause, runner, version, authorization },
        sort: sortOf(query),
        after,
      };
      return reply
        .type(`${ndjson}; charset=utf-8`)
        .header('cache-control', 'no-store')
        .send(userLines({ sql, clock }, wanted) as never);
    },
    handler: async (request) => {
      const { tenantId } = callerOf(request);
      const { query } = request;
      // a card alone was counted with the cards: scrolling many users must not count them again for every page
      const { card, q, cause, runner, version, authorization } = query;
      const filters = [cause, runner, version, authorization];
      const isCardAlone = q === '' && filters.every((filter) => filter === undefined);
      const known = (isCardAlone ? context.cards.known(tenantId)?.counts[card] : undefined) ?? 0;
      return sql.read(tenantId, async (transaction) =>
        readUserPage(transaction, {
          tenantId,
          filter: { card, q, cause, runner, version, authorization },
          sort: sortOf(query),
          ...(isNarrowSort(query.sort) ? { sortWhenTooMany: sortOf({ card }) } : {}),
          after: query.after,
          limit: query.limit,
          total: known > countedWithRows ? known : undefined,
          moment: { nowMs: clock(), cycleMs: await readCycleMs(transaction, tenantId) },
        }),
      );
    },
  });
}
