// Refuses characters that no PostgreSQL text can hold (NUL, lone surrogates) at the door, with a pointer: otherwise one
// report with such a character would make a whole group commit fail first.

import { invalid } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';

const unstorable = /[\0\p{Surrogate}]/u;

export function installStorableText(app: RelayApp): void {
  app.addHook('preValidation', (request, _reply, done) => {
    for (const part of [request.body, request.query, request.params]) {
      const pointer = findUnstorable(part, '');
      if (pointer !== null) {
        done(invalid(pointer, 'holds a character that cannot be stored'));
        return;
      }
    }
    done();
  });
}

function findUnstorable(value: unknown, pointer: string): string | null {
  if (typeof value === 'string') return unstorable.test(value) ? pointer : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (unstorable.test(key)) return pointer;
    const found = findUnstorable(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (found !== null) return found;
  }
  return null;
}
