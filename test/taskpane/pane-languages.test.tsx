import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanup, screen } from '@testing-library/react';
import { isolated } from '../../src/taskpane/languages/isolate.ts';
import { languageOf, languages, ownName, wantedTag } from '../../src/taskpane/languages/supported.ts';
import { chooseLanguage, startLanguages } from '../../src/taskpane/shell/languages.ts';
import { momentsAt } from '../../src/taskpane/shell/moments.ts';
import { createFakeSession } from '../support/pane-fake-session.ts';
import { showPane } from '../support/pane-render.tsx';
import { dailyPerson } from '../support/pane-samples.ts';

afterEach(async () => {
  cleanup();
  localStorage.clear();
  await startLanguages('en');
});

describe('languages of the pane', () => {
  it('follows the host, with its region for dates and numbers', () => {
    expect(wantedTag(null, 'de-AT')).toBe('de-AT');
    expect(wantedTag(null, 'pt-BR')).toBe('en');
    expect(wantedTag(null, 'not a tag')).toBe('en');
    expect(languageOf('ar-SA')).toBe('ar');
  });

  it('puts a choice over the host, and keeps the region where the host speaks that language', () => {
    expect(wantedTag('fr', 'de-AT')).toBe('fr');
    expect(wantedTag('de', 'de-AT')).toBe('de-AT');
  });

  it('names every language in itself', () => {
    expect(languages.map(ownName)).toEqual([
      'English',
      'Deutsch',
      'Français',
      'Español',
      '日本語',
      'العربية',
    ]);
  });

  it('writes the page in the language of the host, in its direction', async () => {
    await startLanguages('ar-SA');
    expect(document.documentElement.lang).toBe('ar');
    expect(document.documentElement.dir).toBe('rtl');
  });

  it('changes the words, the direction and this device when a language is chosen', async () => {
    const user = await showPane(createFakeSession(dailyPerson), '/settings');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Language' }), 'العربية');
    expect(await screen.findByRole('heading', { name: 'الإعدادات' })).toBeTruthy();
    expect(document.documentElement.dir).toBe('rtl');
    cleanup();
    await startLanguages('en-US');
    expect(document.documentElement.lang).toBe('ar');
  });

  it('goes back to the language of the host when that is chosen', async () => {
    await chooseLanguage('ja', 'en-US');
    expect(document.documentElement.lang).toBe('ja');
    await chooseLanguage(null, 'en-US');
    expect(document.documentElement.lang).toBe('en');
    await startLanguages('de-DE');
    expect(document.documentElement.lang).toBe('de');
  });

  it('uses the calendar of Outlook where Arabic would count Hijri years', () => {
    const atMs = Date.UTC(2026, 4, 17, 12);
    expect(momentsAt('ar-SA', atMs).date(atMs)).toContain('٢٠٢٦');
  });

  it('gives a value its own direction where it may differ from the sentence', () => {
    expect(isolated('ada@contoso.example', 'ltr')).toBe('ada@contoso.example');
    expect(isolated('ada@contoso.example', 'rtl')).toBe('\u2068ada@contoso.example\u2069');
    expect(isolated('ليلى', 'ltr')).toBe('\u2068ليلى\u2069');
    expect(isolated('evil\u202egnp.exe', 'ltr')).toBe('\u2068evil\u202egnp.exe\u2069');
    expect(isolated('out\u2069\u202egnp.exe', 'ltr')).toBe('\u2068out\u202egnp.exe\u2069');
    expect(isolated('\u2067in\u2069 \u2069out', 'ltr')).toBe('\u2068\u2067in\u2069 out\u2069');
  });
});
