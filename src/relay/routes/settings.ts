// The organisation's settings: everybody reads, administrators write what they have seen (If-Match).

import { z } from 'zod';
import { settingsHistory, settingsHistoryQuery, settingsPreview } from '../../contract/organisation/wire.ts';
import { forRunners } from '../../contract/organisation/for-runners.ts';
import { differences } from '../../contract/organisation/differences.ts';
import { contradictions } from '../../contract/organisation/contradictions.ts';
import { settingsAnswer, settingsDocument } from '../../contract/settings.ts';
import type { OrganisationSettings, SettingsAnswer } from '../../contract/settings.ts';
import type { SqlTransaction } from '../../database/sql-database.ts';
import type { RelayContext } from '../context.ts';
import { callerOf } from '../identity/caller.ts';
import type { Caller } from '../identity/caller.ts';
import { refusalOf } from '../notifications/webhook-address.ts';
import { requireAdministrator } from '../plugins/authentication.ts';
import { invalid, ProblemError } from '../problem-error.ts';
import { writeAudit } from '../queries/administration/audit.ts';
import { readSettingsHistory, writeSettings } from '../queries/administration/settings.ts';
import { previewSettings } from '../queries/administration/touched-users.ts';
import { recordChange } from '../queries/changes.ts';
import { ensureTenant, readSettings } from '../queries/tenants.ts';
import { instantOrNull } from '../queries/users/user-row.ts';
import type { RelayApp } from '../relay-app.ts';

const tags = ['settings'];
const writeQuery = z.object({
  dryRun: z.enum(['true', 'false']).default('false'),
  /** the earlier version that this one brings back, for history and audit */
  restored: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
});

async function answerOf(sql: SqlTransaction, tenantId: string): Promise<SettingsAnswer> {
  const { settings, version, changedMs, changedBy } = await readSettings(sql, tenantId);
  return { settings, version, changedAt: instantOrNull(changedMs), changedBy };
}

/** `"3"` -> 3; a missing or foreign tag matches no version. */
function versionOf(tag: string | undefined): number {
  const digits = /^"(\d{1,9})"$/.exec(tag ?? '')?.[1];
  if (digits === undefined)
    throw new ProblemError('precondition-failed', {
      detail: 'If-Match must hold the version as "number"',
    });
  return Number(digits);
}

/** Throws for a new address that can never be called. One that was saved before stays: it may be this operator's change. */
function checkWebhook(
  before: OrganisationSettings,
  { notifications: { webhookUrl } }: OrganisationSettings,
  allowsPrivate: boolean,
): void {
  if (webhookUrl === null || webhookUrl === before.notifications.webhookUrl) return;
  const refusal = refusalOf(webhookUrl, allowsPrivate);
  if (refusal !== null) throw invalid('/notifications/webhookUrl', contradictions[`webhook-${refusal}`]);
}

interface Change {
  readonly caller: Caller;
  readonly settings: OrganisationSettings;
  readonly version: number;
  readonly restored: number | null;
  readonly allowsPrivate: boolean;
  readonly atMs: number;
}

async function save(sql: SqlTransaction, change: Change): Promise<SettingsAnswer> {
  const { caller, settings, version, restored, allowsPrivate, atMs } = change;
  const { tenantId } = caller;
  await ensureTenant(sql, tenantId, atMs);
  const before = await readSettings(sql, tenantId);
  checkWebhook(before.settings, settings, allowsPrivate);
  const changedBy = caller.displayName || caller.oid;
  await writeSettings(sql, { tenantId, version, settings, restored, changedMs: atMs, changedBy });
  await writeAudit(sql, caller, {
    action: 'change-settings',
    atMs,
    selection: {},
    outcome: {
      version: version + 1,
      ...(restored === null ? {} : { restored }),
      changes: differences(before.settings, settings),
    },
  });
  await recordChange(sql, tenantId, { what: { me: 'everybody' }, atMs });
  return answerOf(sql, tenantId);
}

export function registerSettings(app: RelayApp, { sql, clock, webhooks }: RelayContext): void {
  const { allowsPrivate } = webhooks;
  app.get('/settings', {
    schema: { tags, summary: 'The settings; their version is the ETag', response: { 200: settingsAnswer } },
    handler: async (request, reply) => {
      const { tenantId, isRunner, isAdministrator } = callerOf(request);
      if (!isRunner && !isAdministrator) throw new ProblemError('forbidden');
      const answer = await sql.read(tenantId, (transaction) => answerOf(transaction, tenantId));
      void reply.header('etag', `"${answer.version}"`);
      return isAdministrator ? answer : { ...answer, settings: forRunners(answer.settings) };
    },
  });

  app.put('/settings', {
    onRequest: requireAdministrator,
    schema: {
      tags,
      summary:
        'Replace the settings; If-Match must hold the version that was read. ?dryRun=true saves nothing ' +
        'and answers whom it would touch',
      querystring: writeQuery,
      body: settingsDocument,
      response: { 200: z.union([settingsAnswer, settingsPreview]) },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { tenantId } = caller;
      const settings = request.body;
      if (request.query.dryRun === 'true')
        return sql.read(tenantId, async (transaction) => {
          checkWebhook((await readSettings(transaction, tenantId)).settings, settings, allowsPrivate);
          return previewSettings(transaction, tenantId, settings);
        });
      const version = versionOf(request.headers['if-match']);
      const restored = request.query.restored ?? null;
      const answer = await sql.write(tenantId, (transaction) =>
        save(transaction, { caller, settings, version, restored, allowsPrivate, atMs: clock() }),
      );
      void reply.header('etag', `"${answer.version}"`);
      return answer;
    },
  });

  app.get('/settings/history', {
    onRequest: requireAdministrator,
    schema: {
      tags,
      summary: 'Earlier versions with what each changed, newest first',
      querystring: settingsHistoryQuery,
      response: { 200: settingsHistory },
    },
    handler: (request) => {
      const { tenantId } = callerOf(request);
      return sql.read(tenantId, (transaction) => readSettingsHistory(transaction, tenantId, request.query));
    },
  });
}
