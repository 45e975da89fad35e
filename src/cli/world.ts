// What the command line needs of its process, so that a test can be the process.

export interface World {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** answers are written here, nothing else is */
  out(text: string): void;
  /** errors with their remedy, and questions */
  err(text: string): void;
  /** rejects when the file cannot be read */
  readText(file: string): Promise<string>;
  /** '-' is standard output; rejects when the file cannot be written */
  save(file: string, content: ReadableStream<Uint8Array>): Promise<void>;
  /** null where nobody can answer */
  ask(question: string): Promise<string | null>;
}
