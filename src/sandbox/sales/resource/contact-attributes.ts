// Attributes of /contacts: names, lengths and rights of the contract's section 11.1.
import { attributesOf, computed, readOnly, text, typed, yesNo } from './attribute.ts';
import type { Attribute } from './attribute.ts';

const numberParts = (prefix: string, number: string): Attribute[] => [
  text(`${prefix}CountryCode`, 10),
  text(`${prefix}AreaCode`, 20),
  text(number, 40),
  text(`${prefix}Extension`, 20),
];

const names: Attribute[] = [
  text('FirstName', 150),
  text('LastName', 150),
  text('MiddleName', 60),
  text('LastNamePrefix', 60),
  text('SecondLastName', 150),
  text('PreviousLastName', 150),
  text('NameSuffix', 60),
  text('UniqueNameSuffix', 150),
  text('Initials', 60),
  text('Title', 60),
  text('Salutation', 60),
  text('SalutoryIntroduction', 60),
  text('AcademicTitle', 60),
  readOnly('ContactName'),
  readOnly('ContactUniqueName'),
];

const phones: Attribute[] = [
  ...numberParts('WorkPhone', 'WorkPhoneNumber'),
  ...numberParts('Mobile', 'MobileNumber'),
  ...numberParts('HomePhone', 'HomePhoneNumber'),
  ...numberParts('Fax', 'FaxNumber'),
  computed('FormattedWorkPhoneNumber'),
  computed('RawWorkPhoneNumber'),
  computed('FormattedMobileNumber'),
  computed('RawMobileNumber'),
  computed('FormattedHomePhoneNumber'),
  computed('RawHomePhoneNumber'),
  computed('FormattedFaxNumber'),
  computed('RawFaxNumber'),
  computed('OverallPrimaryFormattedPhoneNumber'),
];

const address: Attribute[] = [
  text('AddressLine1', 240),
  text('AddressLine2', 240),
  text('AddressLine3', 240),
  text('AddressLine4', 240),
  text('City', 60),
  text('State', 60),
  text('Province', 60),
  text('PostalCode', 60),
  text('Country', 2),
];

const relations: Attribute[] = [
  typed('AccountPartyId', 'integer'),
  text('AccountPartyNumber', 30),
  readOnly('AccountName'),
  computed('AccountSourceSystem'),
  computed('AccountSourceSystemReferenceValue'),
  typed('OwnerPartyId', 'integer'),
  text('OwnerPartyNumber', 30),
  text('OwnerEmailAddress', 320),
  readOnly('OwnerName'),
];

const flags: Attribute[] = [
  ...['DoNotCallFlag', 'DoNotContactFlag', 'DoNotEmailFlag', 'DoNotMailFlag'].map((name) =>
    typed(name, 'boolean'),
  ),
  ...['ExistingCustomerFlag', 'NamedFlag', 'AssignmentExceptionFlag'].map((name) => typed(name, 'boolean')),
  yesNo('FavoriteContactFlag'),
  yesNo('ContactIsPrimaryForAccount'),
  computed('UpdateFlag', 'boolean'),
  computed('DeleteFlag', 'boolean'),
];

const audit: Attribute[] = [
  readOnly('CreatedBy'),
  readOnly('CreationDate', 'datetime'),
  readOnly('LastUpdatedBy'),
  readOnly('LastUpdateDate', 'datetime'),
  readOnly('LastUpdateLogin'),
  readOnly('CreatedByModule'),
];

export const contactAttributes = attributesOf([
  { ...readOnly('PartyId', 'integer'), mandatory: true },
  text('PartyNumber', 30, { write: 'create' }),
  text('SourceSystem', 30),
  text('SourceSystemReferenceValue', 255),
  ...names,
  text('EmailAddress', 320),
  text('EmailContactPointType', 30, { codes: ['EMAIL'] }),
  text('EmailFormat', 30),
  ...phones,
  text('JobTitle', 100),
  text('JobTitleCode', 30),
  text('Department', 60),
  text('DepartmentCode', 30),
  ...relations,
  text('Type', 30, { codes: ['ZCA_CONTACT', 'ZCA_CUSTOMER', 'ZCA_PROSPECT'] }),
  readOnly('SalesProfileNumber'),
  text('SalesProfileStatus', 30),
  readOnly('PartyStatus'),
  readOnly('PartyType'),
  text('PreferredContactMethod', 30),
  text('Comments', 2000),
  text('Gender', 30),
  text('MaritalStatus', 30),
  typed('DateOfBirth', 'date'),
  ...address,
  text('CurrencyCode', 15),
  ...flags,
  ...audit,
]);
