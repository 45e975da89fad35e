// ContactPoint: further e-mails and phones of a contact, a child collection with opaque path keys.
import { createHash } from 'node:crypto';
import type { ContactPoint } from '../store/row.ts';
import { attributesOf, readOnly, text, typed } from './attribute.ts';
import type { Entry } from './entry.ts';

export const pointAttributes = attributesOf([
  readOnly('ContactPointId', 'integer'),
  text('ContactPointType', 30, { mandatory: true, codes: ['EMAIL', 'PHONE', 'WEB'] }),
  text('EmailAddress', 320),
  text('EmailPurpose', 30),
  text('PhoneType', 30, { codes: ['WORK', 'MOBILE', 'HOME', 'FAX', 'GEN'] }),
  text('PhoneCountryCode', 10),
  text('PhoneAreaCode', 20),
  text('PhoneNumber', 40),
  text('PhoneExtension', 20),
  text('URL', 2000),
  typed('PrimaryFlag', 'boolean'),
]);

export function pointKey(point: ContactPoint): string {
  const hash = createHash('sha256')
    .update(`ContactPoint/${point.id}`)
    .digest('hex')
    .slice(0, 24)
    .toUpperCase();
  return `00020000000EACED0005${hash}`;
}

export function pointEntry(point: ContactPoint): Entry {
  return {
    key: pointKey(point),
    id: point.id,
    etag: null,
    points: [],
    value: (name) => (name === 'ContactPointId' ? point.id : (point.values[name] ?? null)),
  };
}
