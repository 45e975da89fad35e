import { describe, expect, it } from '@jest/globals';
import { createSample } from './alike.ts';

const read = { method: 'GET', status: 200, url: 'https://localhost:3002/v1.0/me/contacts/AAMk-1?$select=id' };

describe('a sample of exchanges', () => {
  it('ends for requests that differ only in ids', () => {
    const isWanted = createSample();
    const wanted = Array.from({ length: 100 }, (_, id) =>
      isWanted({ ...read, url: read.url.replace('AAMk-1', `AAMk-${String(id)}`) }),
    );
    expect(wanted.filter(Boolean)).toHaveLength(60);
  });

  it('goes on for another method, status, resource or parameter', () => {
    const isWanted = createSample();
    for (let count = 0; count < 60; count += 1) isWanted(read);
    expect(isWanted(read)).toBe(false);
    expect(isWanted({ ...read, method: 'PATCH' })).toBe(true);
    expect(isWanted({ ...read, status: 404 })).toBe(true);
    expect(isWanted({ ...read, url: read.url.replace('contacts', 'events') })).toBe(true);
    expect(isWanted({ ...read, url: `${read.url}&$expand=x` })).toBe(true);
  });
});
