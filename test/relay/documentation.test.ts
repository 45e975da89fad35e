import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { startTestRelay } from '../support/relay-app.ts';
import type { TestRelay } from '../support/relay-app.ts';

const openApi = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ summary: z.string() }))),
});

const calls = [
  'delete /api/v1/me/lease',
  'delete /api/v1/users/{id}',
  'get /api/v1/application-permission',
  'get /api/v1/audit',
  'get /api/v1/cards',
  'get /api/v1/causes',
  'get /api/v1/client-versions',
  'get /api/v1/commands/{batchId}',
  'get /api/v1/debug-logs/{token}',
  'get /api/v1/events',
  'get /api/v1/exports/{token}',
  'get /api/v1/health/live',
  'get /api/v1/health/ready',
  'get /api/v1/me',
  'get /api/v1/me/commands',
  'get /api/v1/me/events',
  'get /api/v1/me/releases',
  'get /api/v1/me/settings',
  'get /api/v1/notifications',
  'get /api/v1/settings',
  'get /api/v1/settings/history',
  'get /api/v1/users',
  'get /api/v1/users/{id}',
  'get /api/v1/users/{id}/days',
  'get /api/v1/users/{id}/debug-logs',
  'get /api/v1/users/{id}/errors',
  'get /api/v1/users/{id}/runs',
  'get /api/v1/users/{id}/runs/{number}',
  'patch /api/v1/users/{id}',
  'post /api/v1/audit/exports',
  'post /api/v1/commands',
  'post /api/v1/exports',
  'post /api/v1/me/lease',
  'post /api/v1/me/releases',
  'post /api/v1/notifications/deliveries/{id}/retry',
  'post /api/v1/notifications/test',
  'post /api/v1/users',
  'post /api/v1/users/{id}/debug-logs',
  'post /api/v1/users/{id}/debug-logs/{logId}/links',
  'post /api/v1/users/{id}/debug-logs/{logId}/stop',
  'post /api/v1/users/{id}/errors/dismissals',
  'put /api/v1/application-permission',
  'put /api/v1/me',
  'put /api/v1/me/commands/{id}',
  'put /api/v1/me/debug-logs/{id}',
  'put /api/v1/me/runs/{runId}',
  'put /api/v1/me/settings',
  'put /api/v1/notifications/secret',
  'put /api/v1/settings',
];

describe('/api/docs', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await startTestRelay();
  });
  afterAll(() => relay.close());

  it('describes every call in OpenAPI 3.1, generated from the contract', async () => {
    const document = openApi.parse((await relay.send('/api/docs/json')).body);
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([...calls].sort());
    const report = JSON.stringify(document.paths['/api/v1/me/runs/{runId}']);
    for (const field of ['oldestWaitingAt', '"lease"', '"epoch"']) expect(report).toContain(field);
  });

  it('shows it as a page whose files all come from here', async () => {
    const page = await relay.send('/api/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).not.toMatch(/(?:src|href)="https?:/);
    const script = /src="\.?([^"]*swagger-ui-bundle\.js)"/.exec(page.text)?.[1] ?? '';
    expect((await relay.send(new URL(script, `${relay.origin}/api/docs/`).pathname)).status).toBe(200);
  });

  it('says live and ready without a token', async () => {
    for (const path of ['live', 'ready'])
      expect(await relay.send(`/api/v1/health/${path}`)).toMatchObject({
        status: 200,
        body: { status: 'ok' },
      });
  });
});
