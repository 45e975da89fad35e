// Ids of single-value extended properties, `String {GUID} Name SalesId`: type and GUID in any case, the name as it is.
import { badRequest } from '../wire/failure.ts';

const types = [
  'ApplicationTime',
  'Binary',
  'Boolean',
  'CLSID',
  'Currency',
  'Double',
  'Error',
  'Float',
  'Integer',
  'Long',
  'Null',
  'Object',
  'Short',
  'String',
  'SystemTime',
];
const pattern =
  /^(\w+)\s+(?:(\{[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\})\s+(name|id)\s+(\S.*)|(0x[0-9a-f]{1,4}))$/i;

/** The id in the one form in which it is stored and answered; 400 when it is no property id. */
export function canonicalPropertyId(id: string): string {
  const match = pattern.exec(id.trim());
  const type = types.find((one) => one.toLowerCase() === match?.[1]?.toLowerCase());
  if (match === null || type === undefined)
    throw badRequest(`Extended property id '${id}' is invalid.`, 'ErrorInvalidProperty');
  const [, , guid, form, name, tag] = match;
  if (guid === undefined) return `${type} ${(tag ?? '').toLowerCase()}`;
  return `${type} ${guid.toLowerCase()} ${form?.toLowerCase() === 'id' ? 'Id' : 'Name'} ${name ?? ''}`;
}
