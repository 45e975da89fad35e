// The checks of Graph by schema are worth what they find: each case bends one good exchange and expects to be told so.
import { beforeAll, describe, it } from '@jest/globals';
import type { Exchange } from '../exchange.ts';
import { createDescriptionCheck } from '../graph/check-description.ts';
import { createTypeCheck } from '../graph/check-types.ts';
import type { CheckExchange } from '../graph/check-types.ts';
import { descriptionFile, withoutDescription } from '../graph/description.ts';
import { exerciseGraph } from '../graph/exercise.ts';
import { answer, asked, expectTold, inside, rename, request } from './bend.ts';
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

describe('Microsoft’s types notice', () => {
  const cases: Case[] = [
    [
      'a property renamed',
      created,
      answer((body) => rename(body, 'jobTitle', 'jobtitle')),
      /additional properties 'jobtitle'/,
    ],
    [
      'a property renamed in a row',
      list,
      answer((body) => rename(firstRow(body), 'surname', 'lastName')),
      /\/value\/0.*'lastName'/,
    ],
    [
      'a property renamed in a list of values',
      created,
      answer((body) => rename(inside(body, 'emailAddresses', 0), 'address', 'adress')),
      /emailAddresses\/0.*'adress'/,
    ],
    [
      'a property renamed inside a batch',
      batch,
      answer((body) => rename(contactInBatch(body), 'givenName', 'firstName')),
      /'firstName'/,
    ],
    ['a number for an id', created, answer((body) => (body['id'] = 17)), /\/id must be string/],
    [
      'a text for a list',
      created,
      answer((body) => (body['categories'] = 'Red')),
      /\/categories must be array/,
    ],
    [
      'a colour that does not exist',
      asked('POST', '/masterCategories', 201),
      answer((body) => (body['color'] = 'red')),
      /\/color must be equal to one of/,
    ],
    ['a page without rows', list, answer((body) => rename(body, 'value', 'values')), /value must be array/],
    [
      'something beside the rows',
      list,
      answer((body) => (body['total'] = 5)),
      /must not have 'total' beside value/,
    ],
  ];
  let check: CheckExchange;
  beforeAll(() => {
    check = createTypeCheck();
  });
  it.each(cases)('%s', (...bent) => {
    expectTold({ exchanges, check }, bent);
  });
});

const file = descriptionFile();
const described = file === null ? describe.skip : describe;

described(`Microsoft’s description notices${file === null ? ` (${withoutDescription})` : ''}`, () => {
  const cases: Case[] = [
    [
      'a property renamed in an answer',
      created,
      answer((body) => rename(body, 'jobTitle', 'jobtitle')),
      /answer.*'jobtitle'/,
    ],
    [
      'a time without a zone',
      created,
      answer((body) => (body['createdDateTime'] = '2026-11-21T10:00:00')),
      /createdDateTime must match pattern/,
    ],
    [
      'a property renamed in a request',
      created,
      request((body) => rename(body, 'givenName', 'givenNaem')),
      /body.*'givenNaem'/,
    ],
    [
      'a property renamed in a request inside a batch',
      batch,
      request((body) => rename(inside(body, 'requests', 1, 'body'), 'givenName', 'firstName')),
      /body.*'firstName'/,
    ],
    [
      'a batch of more than 20',
      batch,
      request(
        (body) =>
          (body['requests'] = Array.from({ length: 21 }, (_none, id) => ({
            id: String(id),
            method: 'GET',
            url: '/me',
          }))),
      ),
      /must NOT have more than 20 items/,
    ],
    [
      'a parameter that does not exist',
      list,
      (one) => ({ ...one, url: `${one.url}?$selekt=id` }),
      /query parameter 'selekt'/,
    ],
    [
      'an address that does not exist',
      list,
      (one) => ({ ...one, url: one.url.replace('contacts', 'contactlist') }),
      /not described/,
    ],
    [
      'an address that does not exist, though it was refused',
      list,
      (one) => ({ ...one, status: 400, url: one.url.replace('contacts', 'contactlist') }),
      /not described/,
    ],
    ['a method that does not exist', list, (one) => ({ ...one, method: 'DELETE' }), /not described/],
    [
      'If-Match where nothing is changed',
      created,
      (one) => ({ ...one, requestHeaders: { ...one.requestHeaders, 'if-match': '*' } }),
      /If-Match on POST/,
    ],
    [
      'an error without a code',
      asked('GET', '/nobody', 404),
      answer((body) => delete inside(body, 'error')['code']),
      /required property 'code'/,
    ],
    [
      'a page that is no JSON',
      list,
      (one) => ({ ...one, headers: { ...one.headers, 'content-type': 'text/html' } }),
      /answer of type 'text\/html'/,
    ],
  ];
  let check: CheckExchange;
  beforeAll(() => {
    check = createDescriptionCheck(file ?? '');
  });
  it.each(cases)('%s', (...bent) => {
    expectTold({ exchanges, check }, bent);
  });
});
