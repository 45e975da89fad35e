// A value inside a sentence keeps its own direction: "contoso.example" within Arabic, a name of Arabic letters (or with
// direction marks of its own) within English. Only where the directions can differ, so plain text stays plain.

import type { Direction } from './supported.ts';

const firstStrong = '\u2068';
const endOfIsolate = '\u2069';
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Bidi_Control}]/u;

export function isolated(value: string, direction: Direction): string {
  return direction === 'rtl' || rightToLeft.test(value) ? `${firstStrong}${value}${endOfIsolate}` : value;
}
