// Shapes of Graph's answers as far as we read them (graph-contract.md sections 2, 3, 7, 9). Unknown members pass: the
// service adds some every year. What is missing from a delta row is not an error, it is a reason to read the item whole.

import { z } from 'zod';

const text = z.string().nullish();

const address = z
  .looseObject({ street: text, city: text, state: text, postalCode: text, countryOrRegion: text })
  .nullish();

export const emailAddress = z.looseObject({ name: text, address: text });

/** Our marker where `$expand` asked for it. */
const extendedProperties = z.array(z.looseObject({ id: z.string(), value: z.string().nullish() })).nullish();

export const contactRow = z.looseObject({
  id: z.string().min(1),
  '@odata.etag': z.string().min(1).optional(),
  parentFolderId: text,
  createdDateTime: text,
  lastModifiedDateTime: text,
  categories: z.array(z.string()).nullish(),
  givenName: text,
  middleName: text,
  surname: text,
  generation: text,
  displayName: text,
  jobTitle: text,
  department: text,
  companyName: text,
  emailAddresses: z.array(emailAddress).nullish(),
  businessPhones: z.array(z.string()).nullish(),
  mobilePhone: text,
  homePhones: z.array(z.string()).nullish(),
  businessAddress: address,
  homeAddress: address,
  otherAddress: address,
  birthday: text,
  personalNotes: text,
  singleValueExtendedProperties: extendedProperties,
});
export type ContactRow = z.output<typeof contactRow>;

/** Properties asked for in `$select`; a row that lacks one of them is partial. */
export const contactProperties = [
  'parentFolderId',
  'createdDateTime',
  'lastModifiedDateTime',
  'categories',
  'givenName',
  'middleName',
  'surname',
  'generation',
  'displayName',
  'jobTitle',
  'department',
  'companyName',
  'emailAddresses',
  'businessPhones',
  'mobilePhone',
  'homePhones',
  'businessAddress',
  'homeAddress',
  'otherAddress',
  'birthday',
  'personalNotes',
] as const satisfies readonly (keyof ContactRow)[];

export const removedRow = z.looseObject({
  id: z.string().min(1),
  '@removed': z.looseObject({ reason: z.string().optional() }),
});

/** Enough of a row that fails its own schema to say which record it was. */
export const rowWithId = z.looseObject({ id: z.string().min(1) });

/** Rows stay unchecked here: one malformed record must not fail its page. */
export const page = z.looseObject({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().min(1).optional(),
  '@odata.deltaLink': z.string().min(1).optional(),
});
export type Page = z.output<typeof page>;

export const folderRow = z.looseObject({ id: z.string().min(1), parentFolderId: text, displayName: text });

export const errorBody = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    innerError: z.looseObject({ 'request-id': z.string().optional() }).optional(),
    details: z.array(z.looseObject({ code: z.string().nullish(), target: z.string().nullish() })).nullish(),
  }),
});

export const batchAnswer = z.looseObject({
  responses: z.array(
    z.looseObject({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.coerce.string()).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});
