// A whole number as people type it: in the digits of any script, grouped as their language groups, or not at all.

/** Separators of groups, spaces, and the marks of direction that come along when a number is copied. */
const aside = /[\p{Z}\s.,'’٬،\u200e\u200f\u061c\u2066-\u2069]/gu;
const digit = /\p{Nd}/u;

/** null: no whole number, or none that is exact */
export function typedNumber(text: string): number | null {
  const digits = text
    .normalize('NFKC')
    .replace(aside, '')
    .replace(/\p{Nd}/gu, valueOf);
  const value = /^[0-9]+$/.test(digits) ? Number(digits) : NaN;
  return Number.isSafeInteger(value) ? value : null;
}

/** Unicode keeps the ten digits of a script in a row that begins with its zero. */
function valueOf(one: string): string {
  const code = one.codePointAt(0) ?? 0;
  let zero = code;
  while (digit.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}
