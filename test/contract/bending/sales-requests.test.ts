// The checks of what our connector asks of Sales: each case bends one good request and expects to be told so.
import { beforeAll, describe, it } from '@jest/globals';
import { LosslessNumber } from 'lossless-json';
import { recordEngine } from '../engine-run.ts';
import type { Exchange } from '../exchange.ts';
import { checkSalesRequest } from '../sales/check-request.ts';
import { asked, expectTold, inside, rename, request, searching } from './bend.ts';
import type { Case, Loose } from './bend.ts';

const sent =
  (headers: Record<string, string>) =>
  (exchange: Exchange): Exchange => ({
    ...exchange,
    requestHeaders: { ...exchange.requestHeaders, ...headers },
  });
const page = asked('GET', '/contacts');
const created = asked('POST', '/contacts', 201);
const batch = asked('POST', '/11.13.18.05/');
describe('requests of the connector', () => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    exchanges = (await recordEngine(9)).sales;
  });
  const part = (body: Loose): Loose => inside(body, 'parts', 0);
  const cases: Case[] = [
    [
      'no framework version',
      page,
      sent({ 'rest-framework-version': '1' }),
      /REST-Framework-Version is not 4 to 9/,
    ],
    ['another Accept', page, sent({ accept: '*/*' }), /Accept/],
    [
      'another Content-Type',
      batch,
      sent({ 'content-type': 'application/json' }),
      /a body of type 'application\/json'/,
    ],
    [
      'an ETag without quotes',
      asked('PATCH', ''),
      sent({ 'if-match': 'ACED' }),
      /If-Match is no quoted ETag/,
    ],
    [
      'an unknown attribute in q',
      page,
      searching('q', "Fristname='x' and LastName like 'FirstName*'"),
      /^.*: Fristname is no attribute of contacts$/,
    ],
    [
      'an unknown attribute in fields',
      page,
      searching('fields', 'PartyId,PartyNo'),
      /PartyNo is no attribute/,
    ],
    ['an unknown attribute in orderBy', page, searching('orderBy', 'Changed:asc'), /Changed is no attribute/],
    ['a page of 500', page, searching('limit', '500'), /limit 500/],
    ['a parameter that does not exist', page, searching('filter', 'x'), /parameter filter does not exist/],
    [
      'an attribute renamed',
      created,
      request((body) => rename(body, 'FirstName', 'GivenName')),
      /GivenName is no attribute/,
    ],
    [
      'no name at all',
      created,
      request((body) => {
        delete body['FirstName'];
        delete body['LastName'];
      }),
      /FirstName or LastName is missing/,
    ],
    [
      'a text too long',
      created,
      request((body) => (body['City'] = 'x'.repeat(61))),
      /City has more than 60 characters/,
    ],
    [
      'an id that is a string',
      batch,
      request((body) => (inside(part(body), 'payload')['AccountPartyId'] = '300100184000023')),
      /AccountPartyId is a string/,
    ],
    [
      'an id that lost its last digits',
      batch,
      request((body) => (inside(part(body), 'payload')['AccountPartyId'] = new LosslessNumber('9.0071e17'))),
      /AccountPartyId has not 15 to 18 digits/,
    ],
    [
      'what only the server writes',
      created,
      request((body) => (body['ContactName'] = 'Ada')),
      /ContactName cannot be written/,
    ],
    [
      'a key that cannot be changed',
      asked('PATCH', ''),
      request((body) => (body['PartyNumber'] = '1')),
      /PartyNumber cannot be changed/,
    ],
    [
      '51 parts',
      batch,
      request(
        (body) =>
          (body['parts'] = Array.from({ length: 51 }, (_none, id) => ({ ...part(body), id: String(id) }))),
      ),
      /more than 50 parts/,
    ],
    [
      'two parts of one id',
      batch,
      request((body) => (body['parts'] = [part(body), part(body)])),
      /stands twice/,
    ],
    ['a part without a payload', batch, request((body) => delete part(body)['payload']), /no payload/],
  ];
  it.each(cases)('tell: %s', (...bent) => {
    expectTold({ exchanges, check: checkSalesRequest }, bent);
  });
});
