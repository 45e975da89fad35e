// For the operator's platform: is the process alive, and can it serve. Public, and they tell nothing else.

import { z } from 'zod';
import type { RelayContext } from '../context.ts';
import { ProblemError } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';

const health = z.object({ status: z.literal('ok') });
const tags = ['operation'];

export function registerHealth(app: RelayApp, { database }: RelayContext): void {
  app.get('/health/live', {
    schema: { tags, summary: 'The process answers', response: { 200: health } },
    handler: () => ({ status: 'ok' as const }),
  });
  app.get('/health/ready', {
    schema: { tags, summary: 'The database answers', response: { 200: health } },
    handler: async () => {
      try {
        await database.query('SELECT 1 AS one');
      } catch (error) {
        throw new ProblemError('unavailable', { cause: error });
      }
      return { status: 'ok' as const };
    },
  });
}
