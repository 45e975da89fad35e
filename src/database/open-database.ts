// Chooses the engine: a PostgreSQL URL means a server, otherwise the embedded one in the data directory.

import { openEmbeddedDatabase } from './embedded-database.ts';
import { openPostgresDatabase } from './postgres-database.ts';
import type { SqlDatabase } from './sql-database.ts';

export interface DatabaseChoice {
  readonly databaseUrl: string | null;
  /** of the embedded database */
  readonly directory: string;
  readonly hotTables: readonly string[];
  onConnectionError(error: Error): void;
}

export function openDatabase(choice: DatabaseChoice): Promise<SqlDatabase> {
  if (choice.databaseUrl === null)
    return openEmbeddedDatabase({ directory: choice.directory, hotTables: choice.hotTables });
  return openPostgresDatabase({
    connectionString: choice.databaseUrl,
    onConnectionError: choice.onConnectionError,
  });
}
