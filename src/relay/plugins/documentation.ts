// OpenAPI 3.1, generated from the contract, with its reader at /api/docs (all files from this server).

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import type { RelayApp } from '../relay-app.ts';

const description =
  'Who synchronized when and how it went; commands to runners. Errors are RFC 9457 problem details. ' +
  'Times are ISO 8601 in UTC, durations milliseconds.';

/** Before the routes that it shall describe. */
export async function installDocumentation(app: RelayApp): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Sales Sync relay', version: '1', description },
      components: {
        securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      },
      security: [{ bearer: [] }],
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', uiConfig: { deepLinking: true } });
}
