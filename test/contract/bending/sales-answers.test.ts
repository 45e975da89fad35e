// The checks of what Sales answers: each case bends one good exchange and expects to be told so.
import { beforeAll, describe, it } from '@jest/globals';
import { LosslessNumber } from 'lossless-json';
import type { Exchange } from '../exchange.ts';
import { checkSalesAnswer } from '../sales/check-answer.ts';
import { exerciseSales } from '../sales/exercise.ts';
import { answer, asked, expectTold, inside, rename, searching, withoutHeader } from './bend.ts';
import type { Case, Loose } from './bend.ts';

const page = asked('GET', '/contacts');
const created = asked('POST', '/contacts', 201);
const batch = (exchange: Exchange): boolean =>
  asked('POST', '/11.13.18.05/')(exchange) && exchange.requestText.includes('part3');
const refused = asked('POST', '/contacts', 400);
const item = (body: Loose): Loose => inside(body, 'items', 0);
const self = (body: Loose): Loose => inside(body, 'items', 0, 'links', 0);
const error = (body: Loose): Loose => inside(body, 'o:errorDetails', 0);
function described(body: Loose, name: string, resource = 'contacts'): Loose {
  const attributes = inside(body, 'Resources', resource)['attributes'] as Loose[];
  return attributes.find((one) => one['name'] === name) ?? {};
}
const onlyData = (exchange: Exchange): boolean => page(exchange) && exchange.url.includes('onlyData=true');

describe('answers of Sales', () => {
  const recorded = new Map<number, readonly Exchange[]>();
  beforeAll(async () => {
    for (const version of [1, 4, 9]) recorded.set(version, await exerciseSales(version));
  });

  const cases: Case[] = [
    [
      'an attribute renamed',
      page,
      answer((body) => rename(item(body), 'FirstName', 'GivenName')),
      /item 0: FirstName is missing[^]*GivenName is no attribute/,
    ],
    [
      'an attribute nobody asked for',
      asked('GET', '/contacts'),
      searching('fields', 'PartyId'),
      /nobody asked for LastName/,
    ],
    [
      'a short id',
      page,
      answer((body) => (item(body)['PartyId'] = new LosslessNumber('17'))),
      /PartyId has not 15 to 18 digits/,
    ],
    [
      'a text too long',
      page,
      answer((body) => (item(body)['JobTitle'] = 'x'.repeat(101))),
      /JobTitle has more than 100 characters/,
    ],
    [
      'a flag that is Y',
      page,
      answer((body) => (item(body)['DoNotEmailFlag'] = 'Y')),
      /DoNotEmailFlag is not true or false/,
    ],
    [
      'a Y/N attribute that is true',
      page,
      answer((body) => (item(body)['FavoriteContactFlag'] = true)),
      /FavoriteContactFlag is not Y or N/,
    ],
    [
      'a time without an offset',
      page,
      answer((body) => (item(body)['LastUpdateDate'] = '2026-11-21T10:00:00')),
      /LastUpdateDate is no time with an offset/,
    ],
    ['hasMore left out', page, answer((body) => delete body['hasMore']), /hasMore/],
    ['limit left out', page, answer((body) => delete body['limit']), /limit/],
    [
      'a count that is not the number of items',
      page,
      answer((body) => (body['count'] = 2)),
      /count is not the number of items/,
    ],
    ['another offset', page, answer((body) => (body['offset'] = 7)), /offset is not the one/],
    [
      'a larger limit than was asked',
      page,
      answer((body) => (body['limit'] = 100)),
      /limit is more than was asked/,
    ],
    [
      'a total that is too small',
      (one) => one.url.includes('totalResults'),
      answer((body) => (body['totalResults'] = 1)),
      /totalResults is too small/,
    ],
    [
      'a total that is left out',
      (one) => one.url.includes('totalResults'),
      answer((body) => delete body['totalResults']),
      /no totalResults/,
    ],
    [
      'more behind an empty page',
      (one) => one.url.includes('offset=100000'),
      answer((body) => (body['hasMore'] = true)),
      /hasMore on an empty page/,
    ],
    ['an item without links', page, answer((body) => delete item(body)['links']), /item 0: links/],
    [
      'links where only data was asked',
      onlyData,
      answer((body) => (item(body)['links'] = [])),
      /links with onlyData/,
    ],
    [
      'self without a change indicator',
      page,
      answer((body) => delete self(body)['properties']),
      /self has no changeIndicator/,
    ],
    ['a relation that does not exist', page, answer((body) => (self(body)['rel'] = 'own')), /rel/],
    ['a creation without Location', created, withoutHeader('location'), /without Location/],
    ['a creation without ETag', created, withoutHeader('etag'), /no ETag/],
    [
      'an ETag of another version',
      created,
      (one) => ({ ...one, headers: { ...one.headers, etag: '"ACED00050000"' } }),
      /not the changeIndicator/,
    ],
    ['a creation that answers 200', created, (one) => ({ ...one, status: 200 }), /status 200 instead of 201/],
    [
      'a media type of another thing',
      page,
      (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'text/html' } }),
      /answer of type 'text\/html'/,
    ],
    ['an error without a title', refused, answer((body) => delete body['title']), /title|Invalid input/],
    [
      'an error of another status',
      refused,
      answer((body) => (body['status'] = '404')),
      /the status in the body is another one/,
    ],
    [
      'an error with a number for its status',
      refused,
      answer((body) => (body['status'] = 400)),
      /status|Invalid input/,
    ],
    [
      'an error whose details have no text',
      refused,
      answer((body) => delete error(body)['detail']),
      /detail|Invalid input/,
    ],
    ['an error without a body', refused, (one) => ({ ...one, text: '' }), /a 400 without a body/],
    [
      'an error in plain text',
      refused,
      (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'text/plain' } }),
      /an error of type 'text\/plain'/,
    ],
    [
      'a refused batch that names no part',
      asked('POST', '/11.13.18.05/', 400),
      answer((body) => (error(body)['o:errorPath'] = '/JobTitel')),
      /names no part/,
    ],
    [
      'a part with another id',
      batch,
      answer((body) => (inside(body, 'parts', 0)['id'] = 'part9')),
      /not those of the request/,
    ],
    [
      'a part without its payload',
      batch,
      answer((body) => delete inside(body, 'parts', 1)['payload']),
      /part1: no payload/,
    ],
    [
      'a deletion with a payload',
      batch,
      answer((body) => (inside(body, 'parts', 3)['payload'] = {})),
      /part3: a deletion with a payload/,
    ],
    [
      'an attribute renamed in a batch',
      batch,
      answer((body) => rename(inside(body, 'parts', 0, 'payload'), 'LastName', 'Surname')),
      /part0: Surname is no attribute/,
    ],
    [
      'a required attribute that describe leaves to the caller',
      asked('GET', '/accounts/describe'),
      answer((body) => (described(body, 'OrganizationName', 'accounts')['mandatory'] = false)),
      /OrganizationName is not described as mandatory/,
    ],
    [
      'another length in describe',
      asked('GET', '/contacts/describe'),
      answer((body) => (described(body, 'JobTitle')['maxLength'] = '120')),
      /contacts\.JobTitle has the length 120 instead of 100/,
    ],
    [
      'a duplicate with a number',
      asked('POST', '/findDuplicates'),
      answer((body) => (inside(body, 'result', 0)['MatchScore'] = 92)),
      /MatchScore/,
    ],
    [
      'a saved search without its id',
      asked('GET', '/queries'),
      answer((body) => delete item(body)['queryUuid']),
      /queryUuid/,
    ],
    [
      'results without hasMore',
      asked('GET', '/results'),
      answer((body) => delete body['hasMore']),
      /hasMore/,
    ],
    [
      'a deletion that answers something',
      asked('DELETE', '', 204),
      (one) => ({ ...one, text: '{}' }),
      /a deletion answers 204/,
    ],
  ];
  it.each(cases)('tell, version 9: %s', (...bent) => {
    expectTold({ exchanges: recorded.get(9) ?? [], check: checkSalesAnswer }, bent);
  });

  it.each<Case>([
    [
      'an id that is a string',
      page,
      answer((body) => (item(body)['PartyId'] = '300100190008000')),
      /PartyId is a string before version 9/,
    ],
    [
      'an expanded child that is a bare list',
      (one) => one.url.includes('expand='),
      answer((body) => (item(body)['ContactPoint'] = [])),
      /ContactPoint/,
    ],
  ])('tell, version 4: %s', (...bent) => {
    expectTold({ exchanges: recorded.get(4) ?? [], check: checkSalesAnswer }, bent);
  });

  it('tell, version 1: an error in JSON', () => {
    const inJson = { 'content-type': 'application/json' };
    expectTold({ exchanges: recorded.get(1) ?? [], check: checkSalesAnswer }, [
      '',
      refused,
      (one) => ({ ...one, headers: inJson }),
      /an error of type 'application\/json' before version 4/,
    ]);
  });
});
