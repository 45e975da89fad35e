// Shapes of the Sales application's answers as far as we read them (sales-contract.md sections 3, 6, 8, 9, 11, 13).
// Ids come as numbers or, under framework version 9, as strings; here they are always decimal strings.

import { z } from 'zod';

/** Up to 18 digits; the parser hands over as text what a double cannot hold. */
export const id = z
  .union([z.string().regex(/^\d{1,30}$/), z.int().nonnegative()])
  .transform((value) => String(value));

const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value))
  .nullish();
const flag = z.boolean().nullish();

const links = z
  .array(
    z.looseObject({
      rel: z.string(),
      href: z.string(),
      properties: z.looseObject({ changeIndicator: z.string().nullish() }).nullish(),
    }),
  )
  .nullish();

export const contactItem = z.looseObject({
  PartyId: id,
  PartyNumber: z.string().min(1),
  PartyStatus: text,
  SourceSystem: text,
  SourceSystemReferenceValue: text,
  FirstName: text,
  MiddleName: text,
  LastName: text,
  NameSuffix: text,
  ContactName: text,
  JobTitle: text,
  Department: text,
  AccountName: text,
  EmailAddress: text,
  WorkPhoneCountryCode: text,
  WorkPhoneAreaCode: text,
  WorkPhoneNumber: text,
  WorkPhoneExtension: text,
  MobileCountryCode: text,
  MobileAreaCode: text,
  MobileNumber: text,
  MobileExtension: text,
  HomePhoneCountryCode: text,
  HomePhoneAreaCode: text,
  HomePhoneNumber: text,
  HomePhoneExtension: text,
  FaxCountryCode: text,
  FaxAreaCode: text,
  FaxNumber: text,
  FaxExtension: text,
  AddressLine1: text,
  AddressLine2: text,
  AddressLine3: text,
  AddressLine4: text,
  City: text,
  State: text,
  PostalCode: text,
  Country: text,
  DateOfBirth: text,
  Comments: text,
  UpdateFlag: flag,
  CreationDate: text,
  LastUpdateDate: z.string().min(1),
  links,
});
export type ContactItem = z.output<typeof contactItem>;

/** Asked for in `fields`. */
export const contactAttributes = Object.keys(contactItem.shape)
  .filter((name) => name !== 'links')
  .join(',');

export const keyOfItem = z.looseObject({ PartyId: id });
export const refItem = z.looseObject({ PartyId: id, PartyNumber: z.string().nullish() });
export const sweptItem = z.looseObject({ PartyId: id, PartyStatus: text });
export const datedItem = z.looseObject({ LastUpdateDate: z.string().min(1) });

/** Rows stay unchecked here: one malformed record must not fail its page. */
export const collection = z
  .looseObject({
    items: z.array(z.unknown()).optional(),
    count: z.int().nonnegative(),
    hasMore: z.boolean(),
  })
  .transform(({ items, count, hasMore }) => ({ items: items ?? [], count, hasMore }))
  // A page that was cut short, or one that would make us page for ever.
  .refine(({ items, count, hasMore }) => items.length === count && !(hasMore && count === 0));
export type Collection = z.output<typeof collection>;

export const accountItem = z.looseObject({ PartyId: id, OrganizationName: z.string().nullish() });

export const resourceItem = z.looseObject({
  PartyId: id,
  PartyNumber: z.string().min(1),
  PartyName: text,
  EmailAddress: text,
  Username: text,
});

export const savedSearchItem = z.looseObject({
  _entity: z.string().nullish(),
  name: z.string().nullish(),
  queryUuid: z.string().min(1),
  savedSearchNumber: text,
  access: z.string().nullish(),
  enabled: z.string().nullish(),
  isDefault: z.boolean().nullish(),
});
export const savedSearchList = z.looseObject({ items: z.array(z.unknown()).default([]) });

/** Adaptive Search pages need not say their count. */
export const searchResults = z
  .looseObject({
    items: z.array(z.unknown()).default([]),
    count: z.int().nonnegative().nullish(),
    hasMore: z.boolean().nullish(),
  })
  .refine(({ items, hasMore }) => !(hasMore === true && items.length === 0));

export const batchAnswer = z.looseObject({
  parts: z.array(z.looseObject({ id: z.string(), payload: z.unknown().optional() })),
});

export const errorBody = z.looseObject({
  'o:errorDetails': z.array(z.looseObject({ 'o:errorPath': z.string().nullish() })).nullish(),
});
