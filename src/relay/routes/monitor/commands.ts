// Commands of an administrator: preview, send, follow.

import { z } from 'zod';
import {
  commandAccepted,
  commandPreview,
  commandProgress,
  commandRequest,
  progressQuery,
} from '../../../contract/commands.ts';
import type { RelayContext } from '../../context.ts';
import { callerOf } from '../../identity/caller.ts';
import { ProblemError, invalid } from '../../problem-error.ts';
import { readProgressWithUsers } from '../../queries/administration/command-progress.ts';
import { previewCommand } from '../../queries/administration/command-selection.ts';
import { sendCommand } from '../../queries/administration/send-command.ts';
import type { RelayApp } from '../../relay-app.ts';

const tags = ['monitor'];
/** 10,000 ids of 36 characters with their quotes */
const selectionBytes = 1_048_576;
const idempotencyKey = z.string().regex(/^[\x21-\x7e]{8,128}$/);

export function registerCommandBatches(app: RelayApp, { sql, clock, isMailSetUp }: RelayContext): void {
  app.post('/commands', {
    bodyLimit: selectionBytes,
    schema: {
      tags,
      summary: 'Send a command to users; ?dryRun=true only says whom it would hit',
      querystring: z.object({ dryRun: z.enum(['true', 'false']).default('false') }),
      headers: z.object({ 'idempotency-key': z.string().optional() }),
      body: commandRequest,
      response: { 200: z.union([commandAccepted, commandPreview]) },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const nowMs = clock();
      if (request.query.dryRun === 'true')
        return sql.read(tenantId, (transaction) =>
          previewCommand(transaction, { tenantId, request: request.body, nowMs, isMailSetUp }),
        );
      const key = idempotencyKey.safeParse(request.headers['idempotency-key']);
      if (!key.success) throw invalid('/headers/idempotency-key', 'must hold 8 to 128 visible characters');
      return sql.write(tenantId, (transaction) =>
        sendCommand(transaction, {
          caller,
          request: request.body,
          idempotencyKey: key.data,
          nowMs,
          isMailSetUp,
        }),
      );
    },
  });

  app.get('/commands/:batchId', {
    schema: {
      tags,
      summary: 'What became of a batch: refused and expired first',
      params: z.object({ batchId: z.uuid() }),
      querystring: progressQuery,
      response: { 200: commandProgress },
    },
    handler: async (request) => {
      const { tenantId } = callerOf(request);
      const progress = await sql.read(tenantId, (transaction) =>
        readProgressWithUsers(transaction, tenantId, { ...request.params, ...request.query }),
      );
      if (progress === null) throw new ProblemError('not-found');
      return progress;
    },
  });
}
