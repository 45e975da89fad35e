// One attribute of a resource: its wire type, its limits, and who may write it when.

export type AttributeType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime';

export interface Attribute {
  readonly name: string;
  readonly type: AttributeType;
  /** characters; only on strings */
  readonly maxLength?: number;
  readonly write: 'create-update' | 'create' | 'never';
  /** false: not allowed in `q` and `orderBy` */
  readonly queryable: boolean;
  readonly mandatory: boolean;
  /** lookup codes; checked while the switch `checkLookupCodes` is on */
  readonly codes?: readonly string[];
}

type Options = Partial<Omit<Attribute, 'name' | 'type' | 'maxLength'>>;

function attribute(name: string, type: AttributeType, options: Options = {}): Attribute {
  return { name, type, write: 'create-update', queryable: true, mandatory: false, ...options };
}

export const text = (name: string, maxLength: number, options: Options = {}): Attribute => ({
  ...attribute(name, 'string', options),
  maxLength,
});

export const typed = (name: string, type: AttributeType, options: Options = {}): Attribute =>
  attribute(name, type, options);

/** Kept by the server: readable and queryable. */
export const readOnly = (name: string, type: AttributeType = 'string'): Attribute =>
  attribute(name, type, { write: 'never' });

/** Made for the answer only. */
export const computed = (name: string, type: AttributeType = 'string'): Attribute =>
  attribute(name, type, { write: 'never', queryable: false });

export const yesNo = (name: string, options: Options = {}): Attribute =>
  text(name, 1, { codes: ['Y', 'N'], ...options });

export type Attributes = ReadonlyMap<string, Attribute>;

export function attributesOf(list: readonly Attribute[]): Attributes {
  return new Map(list.map((one) => [one.name, one]));
}
