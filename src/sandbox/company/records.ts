// What the sample company's records look like before any server holds them: plain data, one shape per kind.
// Sales attributes carry the names of the Sales application, Outlook ones those of Graph, so nothing is translated twice.

/** Category that a person sets on an Outlook item to share it with Sales. */
export const SHARED_CATEGORY = 'Shared with Sales';

export interface AccountSeed {
  /** 15 to 18 decimal digits */
  readonly PartyId: string;
  readonly PartyNumber: string;
  readonly OrganizationName: string;
  readonly OwnerPartyId: string;
  /** Sales user names of the people who see this account and its contacts; the owner first */
  readonly team: readonly string[];
  readonly PhoneCountryCode: string;
  readonly PhoneAreaCode: string | null;
  readonly PhoneNumber: string;
  readonly URL: string;
  readonly AddressLine1: string;
  readonly City: string;
  readonly State: string | null;
  readonly PostalCode: string;
  /** ISO 3166-1 alpha-2 */
  readonly Country: string;
}

export interface SalesContactSeed {
  /** 15 to 18 decimal digits, some above 2^53 */
  readonly PartyId: string;
  readonly PartyNumber: string;
  readonly FirstName: string;
  readonly MiddleName: string | null;
  readonly LastName: string;
  readonly NameSuffix: string | null;
  readonly Salutation: string | null;
  readonly JobTitle: string;
  readonly Department: string | null;
  readonly EmailAddress: string;
  /** further e-mails, held as ContactPoint children */
  readonly otherEmails: readonly string[];
  readonly AccountPartyId: string;
  readonly OwnerPartyId: string;
  readonly WorkPhoneCountryCode: string | null;
  readonly WorkPhoneAreaCode: string | null;
  readonly WorkPhoneNumber: string | null;
  readonly WorkPhoneExtension: string | null;
  readonly MobileCountryCode: string | null;
  readonly MobileAreaCode: string | null;
  readonly MobileNumber: string | null;
  readonly HomePhoneCountryCode: string | null;
  readonly HomePhoneAreaCode: string | null;
  readonly HomePhoneNumber: string | null;
  readonly FaxCountryCode: string | null;
  readonly FaxAreaCode: string | null;
  readonly FaxNumber: string | null;
  readonly AddressLine1: string | null;
  readonly AddressLine2: string | null;
  readonly City: string | null;
  readonly State: string | null;
  readonly PostalCode: string | null;
  readonly Country: string;
  /** `YYYY-MM-DD` */
  readonly DateOfBirth: string | null;
  readonly DoNotCallFlag: boolean;
  readonly DoNotEmailFlag: boolean;
  readonly Comments: string | null;
  /** ISO 8601 UTC with milliseconds, always in the past */
  readonly CreationDate: string;
  readonly LastUpdateDate: string;
}

/** Which contacts a saved search finds; people may still be added and taken out by hand. */
export type SavedSearchRule =
  | { readonly kind: 'owned-by-me' }
  | { readonly kind: 'of-accounts'; readonly accountPartyIds: readonly string[] }
  | { readonly kind: 'listed'; readonly partyIds: readonly string[] };

export interface SavedSearchSeed {
  /** a public search has the same uuid for everyone and finds each caller's own records */
  readonly queryUuid: string;
  readonly savedSearchNumber: string;
  readonly entity: 'Contact';
  readonly name: string;
  readonly description: string | null;
  readonly access: 'Public' | 'Private';
  readonly isDefault: boolean;
  readonly rule: SavedSearchRule;
}

export interface OutlookAddressSeed {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  /** a name, as people write it in Outlook: not an ISO code */
  readonly countryOrRegion: string;
}

export interface OutlookContactSeed {
  readonly givenName: string;
  readonly middleName: string | null;
  readonly surname: string;
  readonly generation: string | null;
  readonly displayName: string;
  readonly jobTitle: string | null;
  readonly department: string | null;
  readonly companyName: string | null;
  /** at most three */
  readonly emailAddresses: readonly { readonly name: string; readonly address: string }[];
  readonly businessPhones: readonly string[];
  readonly mobilePhone: string | null;
  readonly homePhones: readonly string[];
  readonly businessAddress: OutlookAddressSeed | null;
  readonly homeAddress: OutlookAddressSeed | null;
  /** `YYYY-MM-DD` */
  readonly birthday: string | null;
  readonly personalNotes: string;
  readonly categories: readonly string[];
}
