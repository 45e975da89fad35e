// Run reports through the group commit: one transaction and one notification for all that arrived together.

import type { RunAccepted } from '../../contract/runs.ts';
import { recordChanges } from '../queries/changes.ts';
import { writeReports } from '../queries/runs/write-reports.ts';
import type { WrittenReport } from '../queries/runs/write-reports.ts';
import type { TenantSql } from '../tenant-sql.ts';
import { createGroupCommit } from './group-commit.ts';
import type { GroupCommit } from './group-commit.ts';
import { newestPerRun, toReportRow } from './run-report-row.ts';
import type { IncomingReport } from './run-report-row.ts';

/** `unknown-user`: the reporter has no row (never signed up, or deleted). */
export type ReportAnswer = RunAccepted | 'unknown-user';
export type ReportWriter = GroupCommit<IncomingReport, ReportAnswer>;

export function createReportWriter(sql: TenantSql): ReportWriter {
  return createGroupCommit<IncomingReport, ReportAnswer>(async (reports) => {
    const rows = reports.map(toReportRow);
    const kept = newestPerRun(rows);
    const written = await sql.flush(async (transaction) => {
      const result = await writeReports(transaction, kept);
      await recordChanges(transaction, changesOf(result, Math.max(...rows.map((row) => row.heartbeat_ms))));
      return result;
    });
    const answers = new Map(
      written.map((answer) => [keyOf(answer.tenantId, answer.oid, answer.runId), answer]),
    );
    return rows.map((row) =>
      toAnswer(answers.get(keyOf(row.tenant_id, row.oid, row.run_id)), kept.includes(row)),
    );
  });
}

function keyOf(...parts: string[]): string {
  return parts.join(':');
}

/** A message that a newer one of the same group overtook is as good as ignored. */
function toAnswer(written: WrittenReport | undefined, isKept: boolean): ReportAnswer {
  if (written === undefined) return 'unknown-user';
  return { transactionNumber: written.transactionNumber, ignored: written.ignored || !isKept };
}

function changesOf(written: readonly WrittenReport[], atMs: number): Parameters<typeof recordChanges>[1] {
  const users = new Map<string, Set<string>>();
  for (const { tenantId, userId, ignored } of written)
    if (!ignored) users.set(tenantId, (users.get(tenantId) ?? new Set()).add(userId));
  return [...users].map(([tenantId, ids]) => ({ tenantId, atMs, what: { users: [...ids] } }));
}
