// A value in memory with a snapshot on disk: written to a temporary file and renamed, so a crash leaves the old one whole.
// What is lost in a `kill -9` is at most the last `delayMs`; a corrupt file is refused and left as it lies.
import { mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface JsonStore<T> {
  /** the living value; change it in place, then call `changed` */
  readonly value: T;
  /** says that `value` changed; the snapshot follows within `delayMs` */
  changed(): void;
  /** writes what is not yet on disk */
  flush(): Promise<void>;
  /** flushes; later changes stay in memory */
  close(): Promise<void>;
}

export class CorruptStoreError extends Error {
  override readonly name = 'CorruptStoreError';
}

export interface JsonStoreOptions<T> {
  /** turns the parsed file into the value, or throws; default: the file is trusted as written by us */
  readonly parse?: (json: unknown) => T;
  /** longest time between a change and its snapshot, milliseconds; default 200 */
  readonly delayMs?: number;
}

/** Opens `<dir>/<name>.json`, or starts with `initial` when there is none. Throws CorruptStoreError naming the file. */
export function openJsonStore<T>(
  dir: string,
  name: string,
  initial: T,
  options: JsonStoreOptions<T> = {},
): JsonStore<T> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, `${name}.json`);
  const value = read(file, initial, options.parse);
  const snapshot = new Snapshot(file, () => JSON.stringify(value), options.delayMs ?? 200);
  return {
    value,
    changed: () => {
      snapshot.schedule();
    },
    flush: () => snapshot.flush(),
    close: () => snapshot.close(),
  };
}

function read<T>(file: string, initial: T, parse: ((json: unknown) => T) | undefined): T {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return initial;
    throw error;
  }
  try {
    const json: unknown = JSON.parse(text);
    // Without a parser the file is taken as we wrote it: T is what `initial` and the last snapshot were.
    return parse === undefined ? (json as T) : parse(json);
  } catch (cause) {
    throw new CorruptStoreError(
      `${file} cannot be read (it is left untouched). Run "npm run reset" to start with fresh data, or restore the file.`,
      { cause },
    );
  }
}

// By shape, not by `instanceof`: errors of another realm (a test's) have codes too.
function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}

class Snapshot {
  readonly #file: string;
  readonly #text: () => string;
  readonly #delayMs: number;
  #timer: NodeJS.Timeout | undefined;
  #dirty = false;
  #closed = false;
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string, text: () => string, delayMs: number) {
    this.#file = file;
    this.#text = text;
    this.#delayMs = delayMs;
  }

  schedule(): void {
    this.#dirty = true;
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.flush().catch(() => {
        // Kept dirty: the next change or the close tries again, and the close reports the failure.
        this.#dirty = true;
      });
    }, this.#delayMs);
    this.#timer.unref();
  }

  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#writing = this.#writing.catch(() => undefined).then(() => this.#write());
    return this.#writing;
  }

  async close(): Promise<void> {
    await this.flush();
    this.#closed = true;
  }

  async #write(): Promise<void> {
    if (!this.#dirty || this.#closed) return;
    this.#dirty = false;
    const temporary = `${this.#file}.new`;
    await writeFile(temporary, this.#text(), { mode: 0o600 });
    await rename(temporary, this.#file);
  }
}
