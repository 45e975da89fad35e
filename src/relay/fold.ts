// Folds text for searching and sorting: case, accents and width do not count. Done here and not in the database, so that
// both engines agree without an extension.

/** Letters that Unicode does not decompose, as people type them without their keyboard. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøłđðþı]/gu, (letter) => letters[letter] ?? letter)
    .replaceAll(/\s+/gu, ' ')
    .trim();
}

/** What a search looks through: each part begins after a space, so that ` q` finds the start of a word. */
export function searchText(parts: readonly (string | null)[]): string {
  return parts.map((part) => (part === null ? '' : ` ${fold(part)}`)).join('');
}

/** Pattern for LIKE with `\` as its escape: substring, or the start of a word below three letters. */
export function searchPattern(query: string): string {
  const folded = fold(query);
  const escaped = folded.replaceAll(/[\\%_]/gu, (character) => `\\${character}`);
  return Array.from(folded).length < 3 ? `% ${escaped}%` : `%${escaped}%`;
}
