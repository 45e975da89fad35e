import { describe, expect, it } from '@jest/globals';
import { act, screen, within } from '@testing-library/react';
import { chooseLanguage } from '../../src/taskpane/shell/languages.ts';
import { createFakeRelay } from '../support/monitor-relay.ts';
import { showMonitor } from '../support/monitor-render.tsx';
import { monitorNowMs, monitorUser, userIdOf } from '../support/monitor-users.ts';

const path = `/monitor/users/${userIdOf(0)}`;
const dayMs = 86_400_000;

async function chart(isWide: boolean): Promise<HTMLElement> {
  await showMonitor({ relay: createFakeRelay([monitorUser(0)]), path, isWide });
  const region = await screen.findByRole('region', { name: 'Last 30 days' });
  await within(region).findByText('Runs per day');
  const drawing = region.querySelector<HTMLElement>('[aria-hidden="true"]:has([title])');
  if (!drawing) throw new Error('no drawing');
  return drawing;
}

/** Days of the chart back from today, in the words of a language. */
const daysBack = (language: string, ...days: readonly number[]): string[] =>
  days.map((back) =>
    new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
      monitorNowMs - back * dayMs,
    ),
  );

describe('the chart of the last 30 days', () => {
  it.each([
    ['a window', true, [25, 20, 15, 10, 5, 0]],
    ['the pane', false, [20, 10, 0]],
  ])('names its days and its colours in %s, and says how much a line stands for', async (_, isWide, back) => {
    const drawing = await chart(isWide);
    const words = [...drawing.querySelectorAll('span')].map(({ textContent }) => textContent).filter(Boolean);
    expect(words).toEqual([
      ...['Runs per day', 'Succeeded', 'Partly failed', 'Failed', 'Other'],
      ...['0', '50', '100', '150'],
      ...['Average duration', '0 sec', '10 sec', '20 sec'],
      ...daysBack('en', ...back),
    ]);
  });

  it('has a sentence above it whose figures are all runs', async () => {
    await chart(true);
    const said = screen.getByText(/ in 30 days: /).textContent;
    const [all, ...parts] =
      said
        .replace(' in 30 days', '')
        .replaceAll(/(\d),(\d)/g, '$1$2')
        .match(/\d+/g)
        ?.map(Number) ?? [];
    expect(said).toMatch(/, [1-9]\d* other\.$/);
    expect(parts).toHaveLength(4);
    expect(parts.reduce((sum, part) => sum + part, 0)).toBe(all);
  });

  it('tells the figures of a day where it is pointed at', async () => {
    const drawing = await chart(true);
    const [first] = drawing.querySelectorAll('[title]');
    expect(first?.getAttribute('title')).toBe(
      `${String(daysBack('en', 29)[0])} · Succeeded 90 · Failed 2 · Other 1 · Average duration 12 sec`,
    );
  });

  it('draws nothing for what did not happen', async () => {
    const drawing = await chart(true);
    const [, second] = drawing.querySelectorAll('[title]');
    expect(second?.getAttribute('title')).not.toContain('Failed');
    expect(second?.children).toHaveLength(3);
  });

  it('speaks the language of the page', async () => {
    const drawing = await chart(true);
    await act(() => chooseLanguage('de', 'en'));
    expect(drawing.textContent).toContain('Läufe je Tag');
    expect(drawing.textContent).toContain(String(daysBack('de', 0)[0]));
    await act(() => chooseLanguage(null, 'en'));
  });
});
