import { describe, expect, it } from '@jest/globals';
import { checkSalesAnswer } from './sales/check-answer.ts';
import { exerciseSales } from './sales/exercise.ts';
import { placeOf } from './sales/place.ts';

const places = [
  'GET versions',
  'GET describe',
  'POST batch',
  'GET collection',
  'POST collection',
  'GET item',
  'PATCH item',
  'PUT item',
  'DELETE item',
  'POST action',
  'GET saved-searches',
  'POST saved-searches',
  'GET search-results',
];
const statuses = [200, 201, 204, 304, 400, 401, 404, 406, 412, 415, 429, 503, 504];

describe('every answer of the Sales sandbox', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('keeps the contract under framework version %i', async (version) => {
    const exchanges = await exerciseSales(version);
    const good = exchanges.filter(({ status }) => status < 300);
    const asked = new Set(good.map(({ method, url }) => `${method} ${placeOf(url).kind}`));
    expect(asked).toEqual(new Set(places));
    expect(new Set(exchanges.map(({ status }) => status))).toEqual(new Set(statuses));
    expect(exchanges.flatMap(checkSalesAnswer)).toEqual([]);
  });
});
