// A value inside a sentence keeps its own direction: "contoso.example" within Arabic, a name of Arabic letters (or with
// direction marks of its own) within English. Only where the directions can differ, so plain text stays plain.

import type { Direction } from './supported.ts';

const firstStrong = '\u2068';
const endOfIsolate = '\u2069';
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Bidi_Control}]/u;

export function isolated(value: string, direction: Direction): string {
  return direction === 'rtl' || rightToLeft.test(value)
    ? `${firstStrong}${withoutStrayEnds(value)}${endOfIsolate}`
    : value;
}

/** Without ends of isolates that it did not begin: one of them would end ours, and turn round what follows the value. */
function withoutStrayEnds(value: string): string {
  let open = 0;
  return value.replaceAll(/[\u2066-\u2069]/g, (mark) => {
    if (mark !== endOfIsolate) open += 1;
    else if (open === 0) return '';
    else open -= 1;
    return mark;
  });
}
