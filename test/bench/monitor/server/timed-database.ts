// A database that remembers how long its statements took, so that a slow screen can be told from a slow query.

import type { SqlDatabase, SqlRows, SqlTransaction } from '../../../../src/database/sql-database.ts';

export interface StatementTimes {
  /** how the statement begins */
  readonly text: string;
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

export interface TimedDatabase {
  readonly database: SqlDatabase;
  /** What took longest since the last call, most total time first. */
  take(count: number): StatementTimes[];
}

const shownLength = 110;

export function timeDatabase(inner: SqlDatabase): TimedDatabase {
  const known = new Map<string, StatementTimes>();
  const query = (rows: SqlRows): SqlRows['query'] =>
    async function timed<Row extends object>(...args: Parameters<SqlRows['query']>) {
      const startedMs = performance.now();
      const answer = await rows.query<Row>(...args);
      note(known, args[0], performance.now() - startedMs);
      return answer;
    };
  const database: SqlDatabase = {
    engine: inner.engine,
    query: query(inner),
    transaction: (scope, work) =>
      inner.transaction(scope, (sql) => {
        const timed: SqlTransaction = {
          query: query(sql),
          execute: (script) => sql.execute(script),
          notify: (channel, payload) => sql.notify(channel, payload),
        };
        return work(timed);
      }),
    listen: (channel, listener) => inner.listen(channel, listener),
    close: () => inner.close(),
  };
  return {
    database,
    take(count) {
      const slowest = [...known.values()].sort((a, b) => b.totalMs - a.totalMs).slice(0, count);
      known.clear();
      return slowest;
    },
  };
}

function note(known: Map<string, StatementTimes>, statement: string, ms: number): void {
  const text = shortened(statement);
  const before = known.get(text) ?? { text, count: 0, totalMs: 0, longestMs: 0 };
  known.set(text, {
    text,
    count: before.count + 1,
    totalMs: before.totalMs + ms,
    longestMs: Math.max(before.longestMs, ms),
  });
}

/** Columns are left out: what follows FROM tells statements apart. */
function shortened(statement: string): string {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  const columns = /^SELECT s\.user_id, .*? FROM /.exec(line)?.[0];
  const text = columns === undefined ? line : `SELECT … FROM ${line.slice(columns.length)}`;
  return text.length <= shownLength ? text : `${text.slice(0, 40)} … ${text.slice(41 - shownLength)}`;
}
