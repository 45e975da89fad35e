// Someone without the administrator's role: the screen says why and whom to ask, and the relay refuses every call
// whatever a screen shows.

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMonitor, visit, type Visit, type World } from '../../support/journey.ts';
import { callRelay } from '../../support/monitor-facts.ts';
import { callSystem } from '../../support/system.ts';

const userName = 'aiko.nakamura';
const methods = ['get', 'put', 'post', 'patch', 'delete'];
/** Open to everybody: the person's own row, health, the settings that a pane follows, downloads by their random link. */
const open = /^\/api\/v1\/(?:me|health|exports\/\{token\}|debug-logs\/\{token\})(?:\/|$)|^\/config\.json$/;
const readable = 'get /settings';

interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function noRoleJourney(world: () => World): void {
  describe('a rep without the role at the Monitor', () => {
    let rep: Visit;

    beforeAll(async () => {
      rep = await visit(world().browser);
    });
    afterAll(async () => {
      await rep.context.close();
      expect(rep.errors).toEqual([]);
    });

    it('reads why and whom to ask, and is shown no user', async () => {
      const { page } = rep;
      const refused: string[] = [];
      page.on('request', (request) => {
        if (/\/api\/v1\/(?!me)/.test(request.url())) refused.push(request.url());
      });
      await openMonitor(page, world().system, '/monitor?card=all', userName);
      await page.getByText('The Monitor is for administrators').waitFor();
      await page.getByText(`${userName}@contoso.example does not have the role Monitor.Admin`).waitFor();
      expect(await page.getByRole('link', { name: 'Microsoft 365 Monitor' }).count()).toBe(0);
      expect(refused).toEqual([]);
    });

    it('is refused by the relay at every call of an administrator', async () => {
      const { system } = world();
      const description = await callSystem(system, `${system.endpoints.relay}/api/docs/json`);
      const { paths } = description.json() as OpenApi;
      const calls = Object.entries(paths)
        .filter(([path]) => !open.test(path))
        .flatMap(([path, operations]) =>
          methods
            .filter((method) => method in operations)
            .map((method) => ({ method, path: path.replace('/api/v1', '') })),
        )
        .filter(({ method, path }) => `${method} ${path}` !== readable);
      expect(calls.length).toBeGreaterThanOrEqual(14);
      const id = '00000000-0000-4000-8000-000000000000';
      const answers = await Promise.all(
        calls.map(async ({ method, path }) => {
          const place = path.replace('{number}', '1').replaceAll(/\{\w+\}/g, id);
          const body = method === 'get' || method === 'delete' ? {} : { body: {} };
          const { status } = await callRelay(system, place, {
            as: userName,
            method: method.toUpperCase(),
            ...body,
          });
          return `${method} ${path} ${String(status)}`;
        }),
      );
      expect(answers.filter((answer) => !answer.endsWith(' 403'))).toEqual([]);
    });
  });
}
