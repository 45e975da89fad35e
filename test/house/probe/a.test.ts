import { expect, it } from '@jest/globals';
import Dexie from 'dexie';
import { PGlite } from '@electric-sql/pglite';
it('works', async () => { const db = new Dexie('x'); db.version(1).stores({ a: 'id' }); await db.table('a').put({ id: 1 }); expect(await db.table('a').count()).toBe(1); expect(import.meta.dirname).toContain('probe'); expect(typeof PGlite).toBe('function') });
