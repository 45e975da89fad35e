import { expect, it } from '@jest/globals';
it('works', () => { expect(import.meta.url).toContain('browser'); });
