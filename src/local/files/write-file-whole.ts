// Writes a small file whole or not at all: a reader never sees half of it.
import { renameSync, writeFileSync } from 'node:fs';

export function writeFileWhole(file: string, text: string, mode = 0o600): void {
  const temporary = `${file}.new`;
  writeFileSync(temporary, text, { mode });
  renameSync(temporary, file);
}
