import { describe, expect, it } from '@jest/globals';
import { typedNumber } from '../../src/taskpane/monitor/words/typed-number.ts';

const languages = ['en', 'de', 'de-CH', 'fr', 'es', 'ja', 'ar-SA', 'ar-EG', 'hi-u-nu-deva', 'fa'];

describe('a number as it is typed', () => {
  it.each(languages)('is understood as %s writes it, and without groups', (language) => {
    const written = new Intl.NumberFormat(language).format(1_234_567);
    const plain = new Intl.NumberFormat(language, { useGrouping: false }).format(1_234_567);
    for (const text of [written, plain, ` ${written} `, '1234567', '１２３４５６７'])
      expect([text, typedNumber(text)]).toEqual([text, 1_234_567]);
  });

  it('is nothing when there is more than a number', () => {
    for (const text of ['', ' ', 'all', '12a', '-12', '12e3', '0x12', '99999999999999999999'])
      expect([text, typedNumber(text)]).toEqual([text, null]);
  });
});
