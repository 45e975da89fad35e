// The name that Outlook shows. Family names come first where the name is written in Han, Kana or Hangul.

import { textOf } from '../../values/compare-contact.ts';
import { cleanText } from '../../values/text.ts';
import type { UnitName, Units } from '../../../sync/model/record.ts';

/** A write of one of these sends displayName along. */
export const nameUnits: readonly UnitName[] = ['firstName', 'middleName', 'lastName', 'suffix'];

/** Full name, else company, else e-mail; empty where there is nothing. */
export function displayNameOf(units: Units): string {
  const part = (unit: UnitName): string | null => cleanText(textOf(units[unit]));
  const [first, middle, last, suffix] = nameUnits.map(part);
  const isFamilyFirst = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(
    `${first ?? ''}${last ?? ''}`,
  );
  const parts = isFamilyFirst ? [last, first, middle, suffix] : [first, middle, last, suffix];
  const name = parts.filter((text) => text !== null && text !== undefined).join(' ');
  return name === '' ? (part('company') ?? part('email') ?? '') : name;
}
