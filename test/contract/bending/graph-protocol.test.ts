// The checks of what no schema says of Graph: each case bends one good exchange and expects to be told so.
import { beforeAll, describe, it } from '@jest/globals';
import type { Exchange } from '../exchange.ts';
import { checkProtocol } from '../graph/check-protocol.ts';
import { exerciseGraph } from '../graph/exercise.ts';
import { answer, asked, expectTold, inside, withoutHeader } from './bend.ts';
import type { Case, Loose } from './bend.ts';

let exchanges: readonly Exchange[];
beforeAll(async () => {
  exchanges = await exerciseGraph();
});

const created = asked('POST', '/me/contacts', 201);
const list = asked('GET', '/me/contacts');
const batch = asked('POST', '/$batch');
const firstRow = (body: Loose): Loose => inside(body, 'value', 0);
const contactInBatch = (body: Loose): Loose =>
  inside(
    body,
    'responses',
    (body['responses'] as Loose[]).findIndex(({ id }) => id === '2'),
    'body',
  );
const removal = (exchange: Exchange): boolean => exchange.text.includes('"@removed"');

describe('the protocol notices', () => {
  const cases: Case[] = [
    ['an etag left out', created, answer((body) => delete body['@odata.etag']), /no @odata\.etag/],
    [
      'an etag left out of a row',
      list,
      answer((body) => delete firstRow(body)['@odata.etag']),
      /row 0: no @odata\.etag/,
    ],
    [
      'an etag left out inside a batch',
      batch,
      answer((body) => delete contactInBatch(body)['@odata.etag']),
      /no @odata\.etag/,
    ],
    [
      'an etag of another version',
      created,
      answer((body) => (body['changeKey'] = 'EQAB')),
      /not the changeKey/,
    ],
    ['a strong etag', created, answer((body) => (body['@odata.etag'] = '"EQAB"')), /is not W/],
    [
      'a property left out of a contact',
      created,
      answer((body) => delete body['jobTitle']),
      /jobTitle is left out/,
    ],
    [
      'a property nobody asked for',
      (one) => one.url.includes('$select=displayName') && one.url.includes('$filter'),
      answer((body) => (firstRow(body)['jobTitle'] = 'CTO')),
      /row 0: nobody asked for jobTitle/,
    ],
    [
      'a contact of another id',
      (one) => one.method === 'GET' && /contacts\/[^/?]+\?\$expand/.test(one.url),
      answer((body) => (body['id'] = 'AAMkAGother=')),
      /was asked for/,
    ],
    ['an id left out', created, answer((body) => delete body['id']), /no id/],
    [
      'a page of a round without a link',
      (one) => one.text.includes('@odata.nextLink') && one.url.includes('delta'),
      answer((body) => delete body['@odata.nextLink']),
      /one of nextLink and deltaLink, not 0/,
    ],
    [
      'a page of a round with both links',
      (one) => one.text.includes('@odata.deltaLink'),
      answer((body) => (body['@odata.nextLink'] = body['@odata.deltaLink'])),
      /one of nextLink and deltaLink, not 2/,
    ],
    [
      'a page of a list without nextLink',
      (one) => one.url.includes('$count=true') && one.text.includes('@odata.nextLink'),
      answer((body) => delete body['@odata.nextLink']),
      /2 of 5 rows and no nextLink/,
    ],
    [
      'a link to somewhere else',
      (one) => one.text.includes('@odata.nextLink'),
      answer(
        (body) => (body['@odata.nextLink'] = 'https://graph.microsoft.com/v1.0/me/contactFolders?$skip=2'),
      ),
      /does not lead to/,
    ],
    [
      'a round without Preference-Applied',
      asked('GET', '/me/contacts/delta'),
      withoutHeader('preference-applied'),
      /no Preference-Applied/,
    ],
    [
      'a removed row that says more',
      removal,
      answer((body) => (inside(body, 'value', 0)['displayName'] = 'Ada')),
      /a removed row says displayName/,
    ],
    [
      'a removed row with a reason of its own',
      removal,
      answer((body) => (inside(body, 'value', 0, '@removed')['reason'] = 'moved')),
      /@removed\.reason is moved/,
    ],
    ['a creation that answers 200', created, (one) => ({ ...one, status: 200 }), /status 200 instead of 201/],
    [
      'an error without its ids',
      asked('GET', '/nobody', 404),
      answer((body) => delete inside(body, 'error')['innerError']),
      /innerError is missing/,
    ],
    [
      'an error with a zone in its date',
      asked('GET', '/nobody', 404),
      answer((body) => (inside(body, 'error', 'innerError')['date'] = '2026-11-21T10:00:00Z')),
      /without a zone/,
    ],
    [
      'an error that is a text',
      asked('GET', '/nobody', 404),
      answer((body) => (body['error'] = 'not found')),
      /without an error object/,
    ],
    [
      'a 410 that does not say where to begin',
      asked('GET', '/delta', 410),
      withoutHeader('location'),
      /410 without a Location/,
    ],
    [
      'a 429 that does not say for how long',
      asked('GET', '/me/contacts', 429),
      withoutHeader('retry-after'),
      /429 without Retry-After/,
    ],
    ['an answer without its id', list, withoutHeader('request-id'), /no request-id/],
    [
      'an item of a batch that is not answered',
      batch,
      answer((body) => (body['responses'] as unknown[]).pop()),
      /is not answered once/,
    ],
    [
      'a count that is no number',
      asked('GET', '/me/contacts/$count'),
      (one) => ({ ...one, text: 'five' }),
      /a count is a number/,
    ],
  ];
  it.each(cases)('%s', (...bent) => {
    expectTold({ exchanges, check: checkProtocol }, bent);
  });
});
