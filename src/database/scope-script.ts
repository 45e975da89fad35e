// The statements that open a transaction in its scope, sent in one round trip. Names are ours, values are quoted.

import type { TransactionScope } from './sql-database.ts';

const plainName = /^[a-z_][a-z0-9_.]{0,62}$/;

export function scopeScript(scope: TransactionScope): string {
  const statements = [`SET TRANSACTION READ ${scope.access === 'read' ? 'ONLY' : 'WRITE'}`];
  if (scope.role !== undefined) statements.push(`SET LOCAL ROLE ${checkedName(scope.role)}`);
  for (const [name, value] of Object.entries(scope.settings ?? {}))
    statements.push(`SELECT set_config('${checkedName(name)}', ${quoted(value)}, true)`);
  return statements.join('; ');
}

function checkedName(name: string): string {
  if (!plainName.test(name)) throw new TypeError(`not a plain SQL name: ${name}`);
  return name;
}

function quoted(value: string): string {
  if (value.includes('\0') || value.includes('\\'))
    throw new TypeError('a setting holds a forbidden character');
  return `'${value.replaceAll("'", "''")}'`;
}
