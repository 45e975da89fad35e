// The attributes of the Sales resources as sales-contract.md section 11 lists them: name, wire type, most characters, and
// who may write. Copied from the contract, not from the sandbox: that the two agree is what is tested.

export type AttributeType = 'id' | 'text' | 'flag' | 'yes-no' | 'date' | 'time';

export interface Attribute {
  readonly type: AttributeType;
  /** characters; null where the contract names none */
  readonly most: number | null;
  readonly write: 'create' | 'always' | 'never';
  /** named by a source, so that every item has it; the others may be missing on a real pod (`NF`) */
  readonly isCertain: boolean;
}

export type Attributes = ReadonlyMap<string, Attribute>;

const types: Readonly<Record<string, AttributeType>> = {
  id: 'id',
  text: 'text',
  flag: 'flag',
  yn: 'yes-no',
  date: 'date',
  time: 'time',
};
const writes = { r: 'never', c: 'create', cu: 'always' } as const;

/** One line: type, most characters or `-`, rights, `!` where certain, then the names. */
function attributesIn(table: string): Attributes {
  const lines = table.trim().split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [type = '', most = '-', write = '', certainty = '', ...names] = line.trim().split(/\s+/);
      const attribute: Attribute = {
        type: types[type] ?? 'text',
        most: most === '-' ? null : Number(most),
        write: writes[write as keyof typeof writes],
        isCertain: certainty === '!',
      };
      return names.map((name): [string, Attribute] => [name, attribute]);
    }),
  );
}

/** Section 11.1. A contact's names other than the two required ones have 60 to 150 characters: the larger is taken. */
export const contacts = attributesIn(`
  id - r ! PartyId
  text 30 c ! PartyNumber
  text 30 cu ? SourceSystem
  text 255 cu ? SourceSystemReferenceValue
  text 150 cu ! FirstName LastName
  text 150 cu ? MiddleName LastNamePrefix SecondLastName PreviousLastName NameSuffix UniqueNameSuffix Initials Title
  text 150 cu ? Salutation SalutoryIntroduction AcademicTitle
  text - r ! ContactName
  text - r ? ContactUniqueName
  text 320 cu ! EmailAddress
  text 30 cu ? EmailContactPointType EmailFormat
  text 40 cu ! WorkPhoneNumber MobileNumber
  text 40 cu ? HomePhoneNumber FaxNumber
  text 10 cu ? WorkPhoneCountryCode MobileCountryCode HomePhoneCountryCode FaxCountryCode
  text 20 cu ? WorkPhoneAreaCode MobileAreaCode HomePhoneAreaCode FaxAreaCode
  text 20 cu ? WorkPhoneExtension MobileExtension HomePhoneExtension FaxExtension
  text - r ? FormattedWorkPhoneNumber FormattedMobileNumber FormattedHomePhoneNumber FormattedFaxNumber
  text - r ? RawWorkPhoneNumber RawMobileNumber RawHomePhoneNumber RawFaxNumber OverallPrimaryFormattedPhoneNumber
  text 100 cu ! JobTitle
  text - cu ? JobTitleCode DepartmentCode
  text 60 cu ! Department
  id - cu ! AccountPartyId OwnerPartyId
  text 30 cu ? AccountPartyNumber OwnerPartyNumber
  text - r ? AccountName AccountSourceSystem AccountSourceSystemReferenceValue OwnerName
  text 320 cu ? OwnerEmailAddress
  text 30 cu ? Type SalesProfileStatus PreferredContactMethod Gender MaritalStatus
  text - r ? SalesProfileNumber
  text 1 r ! PartyStatus
  text 30 r ? PartyType
  flag - cu ! DoNotEmailFlag
  flag - cu ? DoNotCallFlag DoNotContactFlag DoNotMailFlag
  text 2000 cu ? Comments
  date - cu ? DateOfBirth
  text 240 cu ! AddressLine1
  text 240 cu ? AddressLine2 AddressLine3 AddressLine4
  text 60 cu ! City State PostalCode
  text 60 cu ? Province
  text 2 cu ! Country
  yn 1 cu ? FavoriteContactFlag ContactIsPrimaryForAccount
  flag - cu ? ExistingCustomerFlag NamedFlag AssignmentExceptionFlag
  text 15 cu ? CurrencyCode
  flag - r ? UpdateFlag DeleteFlag
  text 64 r ? CreatedBy LastUpdatedBy
  text 32 r ? LastUpdateLogin
  text - r ? CreatedByModule
  time - r ! CreationDate LastUpdateDate
`);

/** Section 11.2. */
const accounts = attributesIn(`
  id - r ! PartyId
  text 30 c ! PartyNumber
  text 360 cu ! OrganizationName
  text 30 cu ! Type
  text 2000 cu ! Description URL
  text 320 cu ! EmailAddress
  text 40 cu ! PhoneNumber
  text 10 cu ! PhoneCountryCode
  text 20 cu ! PhoneAreaCode
  id - cu ! OwnerPartyId ParentAccountPartyId PrimaryContactPartyId
  text 240 cu ! AddressLine1 AddressLine2
  text 60 cu ! City State PostalCode
  text 2 cu ! Country
  text - r ? OwnerName SalesProfileStatus PartyUniqueName PartyStatus
  text - cu ? UniqueNameSuffix OwnerPartyNumber OwnerEmailAddress
  text 30 cu ? SourceSystem
  text 255 cu ? SourceSystemReferenceValue
  flag - r ? UpdateFlag DeleteFlag
  text 64 r ? CreatedBy LastUpdatedBy
  time - r ! CreationDate LastUpdateDate
`);

/** Section 11.6. */
const resources = attributesIn(`
  id - r ! PartyId ResourceProfileId
  text - r ! PartyNumber PartyName PersonFirstName PersonLastName EmailAddress Username
  text - r ! ResourceOrgRoleCode ResourceOrgRoleName Manager PrimaryOrganization
  date - r ! StartDateActive EndDateActive
`);
const resourceUsers = attributesIn(`
  id - r ! ResourceProfileId
  text - r ! Username
  id - r ? ResourcePartyId
  text - r ? ResourcePartyNumber ResourceEmail PersonFirstName PersonLastName
  date - r ? StartDateActive EndDateActive
`);

/** Section 11.1, children. */
const contactPoints = attributesIn(`
  id - r ? ContactPointId
  text 30 cu ! ContactPointType
  text 320 cu ? EmailAddress
  text 30 cu ? EmailPurpose
  text 30 cu ! PhoneType
  text 10 cu ! PhoneCountryCode
  text 20 cu ! PhoneAreaCode
  text 40 cu ! PhoneNumber
  text 20 cu ? PhoneExtension
  text 2000 cu ? URL
  flag - cu ? PrimaryFlag
`);

/** By the last word of an address: a resource or a child accessor. */
export const tables: ReadonlyMap<string, Attributes> = new Map([
  ['contacts', contacts],
  ['accounts', accounts],
  ['resources', resources],
  ['resourceUsers', resourceUsers],
  ['ContactPoint', contactPoints],
]);

/** Child accessors that an item may hold. */
export const childrenOf: Readonly<Record<string, readonly string[]>> = { contacts: ['ContactPoint'] };
