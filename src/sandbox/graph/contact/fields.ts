// The writable properties of a contact by shape, and the order in which the service writes all of them.

export const textFields = [
  'fileAs',
  'displayName',
  'givenName',
  'initials',
  'middleName',
  'nickName',
  'surname',
  'title',
  'yomiGivenName',
  'yomiSurname',
  'yomiCompanyName',
  'generation',
  'jobTitle',
  'companyName',
  'department',
  'officeLocation',
  'profession',
  'businessHomePage',
  'assistantName',
  'manager',
  'mobilePhone',
  'spouseName',
  'personalNotes',
] as const;
export const listFields = ['categories', 'imAddresses', 'homePhones', 'businessPhones', 'children'] as const;
export const addressFields = ['homeAddress', 'businessAddress', 'otherAddress'] as const;
export const addressParts = ['street', 'city', 'state', 'countryOrRegion', 'postalCode'] as const;

export type TextField = (typeof textFields)[number];
type ListField = (typeof listFields)[number];
type AddressField = (typeof addressFields)[number];
type AddressPart = (typeof addressParts)[number];

/** unset parts are absent, so an unset address is `{}` on the wire */
export type PhysicalAddress = Readonly<Partial<Record<AddressPart, string>>>;

/** a malformed address is stored without `address` */
export interface EmailAddress {
  readonly name?: string;
  readonly address?: string;
}

export type ContactFields = Readonly<
  Record<TextField, string | null> &
    Record<ListField, readonly string[]> &
    Record<AddressField, PhysicalAddress> & {
      emailAddresses: readonly EmailAddress[];
      /** whole second, UTC, or null */
      birthday: string | null;
    }
>;

/** What a body asks to be set; an address part that is null is to be cleared. */
export type AddressChange = Readonly<Partial<Record<AddressPart, string | null>>>;
export type ContactChange = Partial<
  Omit<ContactFields, AddressField> & Record<AddressField, AddressChange | null>
>;

/** Set by the server alone; in a body they are ignored. */
export const serverFields = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'parentFolderId',
] as const;

export const numberedAddresses = [
  'primaryEmailAddress',
  'secondaryEmailAddress',
  'tertiaryEmailAddress',
] as const;

export const wireOrder = [
  'id',
  'createdDateTime',
  'lastModifiedDateTime',
  'changeKey',
  'categories',
  'parentFolderId',
  'birthday',
  'fileAs',
  'displayName',
  'givenName',
  'initials',
  'middleName',
  'nickName',
  'surname',
  'title',
  'yomiGivenName',
  'yomiSurname',
  'yomiCompanyName',
  'generation',
  'imAddresses',
  'jobTitle',
  'companyName',
  'department',
  'officeLocation',
  'profession',
  'businessHomePage',
  'assistantName',
  'manager',
  'homePhones',
  'mobilePhone',
  'businessPhones',
  'spouseName',
  'personalNotes',
  'children',
  'emailAddresses',
  'homeAddress',
  'businessAddress',
  'otherAddress',
] as const;
export type WireField = (typeof wireOrder)[number];

export const blankFields: ContactFields = {
  fileAs: '',
  displayName: '',
  givenName: null,
  initials: null,
  middleName: null,
  nickName: null,
  surname: null,
  title: null,
  yomiGivenName: null,
  yomiSurname: null,
  yomiCompanyName: null,
  generation: null,
  jobTitle: null,
  companyName: null,
  department: null,
  officeLocation: null,
  profession: null,
  businessHomePage: null,
  assistantName: null,
  manager: null,
  mobilePhone: null,
  spouseName: null,
  personalNotes: '',
  categories: [],
  imAddresses: [],
  homePhones: [],
  businessPhones: [],
  children: [],
  homeAddress: {},
  businessAddress: {},
  otherAddress: {},
  emailAddresses: [],
  birthday: null,
};
