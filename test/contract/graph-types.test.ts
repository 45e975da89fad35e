import { beforeAll, describe, expect, it } from '@jest/globals';
import { categoryHandlers } from '../../src/sandbox/graph/routes/categories.ts';
import { contactHandlers } from '../../src/sandbox/graph/routes/contacts.ts';
import { deltaHandlers } from '../../src/sandbox/graph/routes/delta.ts';
import { extensionHandlers } from '../../src/sandbox/graph/routes/extensions.ts';
import { folderHandlers } from '../../src/sandbox/graph/routes/folders.ts';
import { settingHandlers } from '../../src/sandbox/graph/routes/settings.ts';
import { translateHandlers } from '../../src/sandbox/graph/routes/translate.ts';
import { userHandlers } from '../../src/sandbox/graph/routes/users.ts';
import { parseTarget } from '../../src/sandbox/graph/wire/target.ts';
import type { Exchange } from './exchange.ts';
import { isBatch, withItems } from './graph/batch-items.ts';
import { checkProtocol } from './graph/check-protocol.ts';
import { createTypeCheck } from './graph/check-types.ts';
import { exerciseGraph } from './graph/exercise.ts';

let exchanges: readonly Exchange[];
beforeAll(async () => {
  exchanges = await exerciseGraph();
});

const served = {
  ...categoryHandlers,
  ...contactHandlers,
  ...deltaHandlers,
  ...extensionHandlers,
  ...folderHandlers,
  ...settingHandlers,
  ...translateHandlers,
  ...userHandlers,
};

describe('every answer of the Graph sandbox', () => {
  it('is recorded: each route that is served succeeds by each of its methods', () => {
    const asked = exchanges
      .flatMap(withItems)
      .filter((exchange) => !isBatch(exchange) && exchange.status < 300)
      .map(({ method, url }) => `${method} ${parseTarget(new URL(url).pathname.slice('/v1.0'.length)).kind}`);
    const routes = Object.entries(served).flatMap(([kind, byMethod]) =>
      Object.keys(byMethod).map((method) => `${method} ${kind}`),
    );
    // Nobody has a photo here, so that one is never found.
    expect(routes.filter((route) => !asked.includes(route))).toEqual(['GET photo']);
  });

  it('has the statuses that the exercise is about', () => {
    const statuses = new Set(exchanges.flatMap(withItems).map(({ status }) => status));
    expect([...statuses].toSorted((one, other) => one - other)).toEqual([
      200, 201, 204, 400, 401, 403, 404, 405, 409, 410, 412, 424, 429, 500, 503, 504,
    ]);
  });

  it('fits Microsoft’s types', () => {
    const check = createTypeCheck();
    expect(exchanges.flatMap((exchange) => check(exchange))).toEqual([]);
  });

  it('keeps the protocol: etags, links, rounds, batches and errors', () => {
    expect(exchanges.flatMap(checkProtocol)).toEqual([]);
  });
});
