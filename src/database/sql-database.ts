// The socket between relay and database: one dialect (PostgreSQL), two engines. Values are always parameters with a cast
// in the text (`$1::uuid`): both drivers then read them alike. 64-bit integers arrive as numbers, JSON as values.

export interface SqlRows {
  /** Rows of one statement. Throws SqlError. */
  query<Row extends object>(text: string, values?: readonly SqlValue[]): Promise<Row[]>;
}

export type SqlValue = string | number | boolean | null;

export interface SqlTransaction extends SqlRows {
  /** Several statements without parameters, for migrations. */
  execute(script: string): Promise<void>;
  /** Delivered to every listener of every process after the commit, never without it. Payload below 7,900 bytes. */
  notify(channel: string, payload: string): Promise<void>;
}

export interface TransactionScope {
  readonly access: 'read' | 'write';
  /** database role to act as; without it the connection's own, which row-level security may not bind */
  readonly role?: string;
  /** settings for this transaction only, e.g. the tenant that row-level security compares with */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface SqlListener {
  onPayload(payload: string): void;
  /** the connection was lost and is back: notifications may be missing, read what changed */
  onResume(): void;
}

export interface SqlDatabase extends SqlRows {
  readonly engine: 'embedded' | 'postgres';
  /** Commits what `work` did, or nothing. Nothing else of this database may be awaited inside `work`. */
  transaction<Result>(
    scope: TransactionScope,
    work: (sql: SqlTransaction) => Promise<Result>,
  ): Promise<Result>;
  /** Answers the function that stops listening. */
  listen(channel: string, listener: SqlListener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export type SqlErrorCode = 'unique-violation' | 'storage-full' | 'unavailable' | 'failed';

/** What a database refused, by code; `cause` holds the driver's error, which belongs in the log only. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly code: SqlErrorCode;

  constructor(code: SqlErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** True for an SqlError (of that code); by name, because test runners load modules twice. */
export function isSqlError(error: unknown, code?: SqlErrorCode): error is SqlError {
  if (typeof error !== 'object' || error === null || !('name' in error) || error.name !== 'SqlError')
    return false;
  return code === undefined || ('code' in error && error.code === code);
}
