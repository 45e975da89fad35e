// Text as both sides hold it. Canonical text is trimmed, has LF line ends, and is never empty: blank is null (D14).

/** Canonical form of a wire text; null for blank. */
export function cleanText(value: string | null | undefined): string | null {
  const text = (value ?? '').replace(/\r\n?/g, '\n').trim();
  return text === '' ? null : text;
}

/** Form for comparison: composed and decomposed letters are the same text. */
export function compareText(value: string | null): string | null {
  return cleanText(value?.normalize('NFC'));
}

/** Form in which names of companies and people are matched (A2, A4): no case, no widths, single spaces. */
export function foldText(value: string | null): string | null {
  const folded = cleanText(value?.normalize('NFKC').toLowerCase())?.replace(/\s+/g, ' ');
  return folded?.normalize('NFKC') ?? null;
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * At most `max` UTF-16 units, cut between characters as people see them, so that no emoji is broken in two.
 * Idempotent; null where nothing is left.
 */
export function cutText(value: string | null, max: number): string | null {
  const text = cleanText(value);
  if (text === null || text.length <= max) return text;
  // The character that the limit falls into is left out whole.
  const end = characters.segment(text).containing(max)?.index ?? max;
  return cleanText(text.slice(0, end));
}
