// The organisation's settings: everybody reads, administrators write what they have seen (If-Match).

import { settingsHistory } from '../../contract/administration.ts';
import { organisationSettings, settingsAnswer } from '../../contract/settings.ts';
import type { SettingsAnswer } from '../../contract/settings.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';
import type { RelayContext } from '../context.ts';
import { callerOf } from '../identity/caller.ts';
import { requireAdministrator } from '../plugins/authentication.ts';
import { ProblemError } from '../problem-error.ts';
import { writeAudit } from '../queries/administration/audit.ts';
import { readSettingsHistory, writeSettings } from '../queries/administration/settings.ts';
import { recordChange } from '../queries/changes.ts';
import { ensureTenant, readSettings } from '../queries/tenants.ts';
import { instantOrNull } from '../queries/users/user-row.ts';
import type { RelayApp } from '../relay-app.ts';

const tags = ['settings'];

async function answerOf(sql: SqlTransaction, tenantId: string): Promise<SettingsAnswer> {
  const { settings, version, changedMs, changedBy } = await readSettings(sql, tenantId);
  return { settings, version, changedAt: instantOrNull(changedMs), changedBy };
}

/** `"3"` -> 3; a missing or foreign tag matches no version. */
function versionOf(tag: string | undefined): number | null {
  const digits = /^"(\d{1,9})"$/.exec(tag ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

export function registerSettings(app: RelayApp, { sql, clock }: RelayContext): void {
  app.get('/settings', {
    schema: { tags, summary: 'The settings; their version is the ETag', response: { 200: settingsAnswer } },
    handler: async (request, reply) => {
      const { tenantId, isRunner, isAdministrator } = callerOf(request);
      if (!isRunner && !isAdministrator) throw new ProblemError('forbidden');
      const answer = await sql.read(tenantId, (transaction) => answerOf(transaction, tenantId));
      void reply.header('etag', `"${answer.version}"`);
      return answer;
    },
  });

  app.put('/settings', {
    onRequest: requireAdministrator,
    schema: {
      tags,
      summary: 'Replace the settings; If-Match must hold the version that was read',
      body: organisationSettings,
      response: { 200: settingsAnswer },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const version = versionOf(request.headers['if-match']);
      if (version === null)
        throw new ProblemError('precondition-failed', {
          detail: 'If-Match must hold the version as "number"',
        });
      const atMs = clock();
      const answer = await sql.write(tenantId, async (transaction) => {
        await ensureTenant(transaction, tenantId, atMs);
        await writeSettings(transaction, {
          tenantId,
          version,
          settings: request.body,
          changedMs: atMs,
          changedBy: caller.displayName || caller.oid,
        });
        const outcome = { version: version + 1 };
        await writeAudit(transaction, caller, { action: 'change-settings', atMs, selection: {}, outcome });
        await recordChange(transaction, tenantId, { what: { me: 'everybody' }, atMs });
        return answerOf(transaction, tenantId);
      });
      void reply.header('etag', `"${answer.version}"`);
      return answer;
    },
  });

  app.get('/settings/history', {
    onRequest: requireAdministrator,
    schema: { tags, summary: 'Earlier versions, newest first', response: { 200: settingsHistory } },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, async (transaction) => ({
        items: await readSettingsHistory(transaction, tenantId),
      }));
    },
  });
}
