// The walk through the Monitor: every screen, dialog and state at both widths, in light, dark and forced colours, left to right
// and right to left, judged by axe and by geometry. PICTURES=1 leaves docs/monitor behind, so that it shows what the product does.

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { geometryProblems } from '../../support/geometry.ts';
import { narrow, openMonitor, told, visit, wide, type Visit, type World } from '../../support/journey.ts';
import { judge, paint, type Scheme } from '../../support/looks.ts';
import { cardsOf } from '../../support/monitor-facts.ts';
import { eventually } from '../../support/system.ts';
import { fileOf, film, missing, publish, type Leaf, type Tally } from './walk/album.ts';
import { actionDialogs, listDialogs, otherDialogs } from './walk/dialogs.ts';
import { makeScenery } from './walk/scenery.ts';
import { settingsDialogs } from './walk/settings.ts';
import { stateViews } from './walk/states.ts';
import { forget, type Stop } from './walk/stop.ts';
import { administrationViews, detailViews, listViews } from './walk/views.ts';
import { speaking } from './walk/words.ts';

const widths = { '320': narrow, wide } as const;

const stops: readonly Stop[] = [
  ...listViews,
  ...listDialogs,
  ...actionDialogs,
  ...detailViews,
  ...otherDialogs,
  ...administrationViews,
  ...settingsDialogs,
  ...stateViews,
].toSorted((a, b) => Number(a.name.charAt(0)) - Number(b.name.charAt(0)));
/** filmed in Arabic and in high contrast, too */
const samples = ['1-header', '4-actions', '5-user', '7-settings'];
/**
 * A test run has to be quick: it looks at dialogs where it is narrow, at the other places light where it is narrow and dark where
 * it is wide, and at samples in Arabic and in forced colours; where it is not light, it asks axe for the contrast alone. WALK=all
 * and PICTURES=1 look everywhere with every rule.
 */
const isWhole = process.env['WALK'] === 'all' || process.env['PICTURES'] === '1';
const dialogs = new Set(
  [...listDialogs, ...actionDialogs, ...otherDialogs, ...settingsDialogs].map(({ name }) => name),
);
const everywhere = stops
  .flatMap((stop) => (['320', 'wide'] as const).map((width) => ({ ...stop, width })))
  .filter(({ only, width }) => only === undefined || only === width)
  .filter(
    ({ name, only, width }) =>
      isWhole || width === '320' || width === only || samples.includes(name) || !dialogs.has(name),
  );
const inArabic = everywhere.filter(({ name }) => isWhole || samples.includes(name));
const schemesOf = ({ name, width }: (typeof everywhere)[number]): readonly Scheme[] => {
  if (isWhole || samples.includes(name)) return ['light', 'dark', 'forced'];
  if (dialogs.has(name)) return ['light', 'dark'];
  return [width === '320' ? 'light' : 'dark'];
};
const sampled = (name: string, words: string): Leaf[] =>
  stops
    .filter((stop) => samples.includes(stop.name))
    .map((stop) => ({
      name: `8-${name}-${stop.name}`,
      words: `${words}: ${stop.words}`,
      colours: name === 'contrast' ? ['forced'] : ['light', 'dark'],
    }));
const leaves: readonly Leaf[] = [
  ...stops.map(({ name, words, only }) => ({ name, words, colours: ['light', 'dark'], only })),
  { name: '8-no-role', words: 'without the role of an administrator', colours: ['light', 'dark'] },
  ...sampled('arabic', 'in Arabic'),
  ...sampled('contrast', 'in forced colours'),
];

/** The labels of Fluent's checkboxes are higher than their lines, so that fingers find them. */
const fluentLabels = '.fui-Checkbox__label';

interface Look {
  readonly schemes: readonly Scheme[];
  /** null: nobody needs a picture of it */
  fileOf(scheme: Scheme): string | null;
}

export function monitorWalk(world: () => World): void {
  describe('the walk through the Monitor', () => {
    let administrator: Visit;
    let page: Page;
    const tally: Tally = { looks: 0, findings: 0, rules: new Set() };

    /** What is wrong with the page in any of the colours; the part that it is about must be there in all of them. */
    async function look(at: Page, part: Locator, { schemes, ...look }: Look): Promise<readonly string[]> {
      await part.waitFor();
      await part.evaluate((element: HTMLElement) => {
        // Titles do not touch the edge of a picture.
        element.style.scrollMarginBlockStart = '24px';
        element.scrollIntoView({
          block: element.closest('[role="dialog"],[role="menu"]') ? 'nearest' : 'start',
        });
      });
      const problems = await geometryProblems(at, { except: [fluentLabels] });
      for (const scheme of schemes) {
        await paint(at, scheme);
        if (!(await part.isVisible())) problems.push(`${scheme}: it is gone`);
        const file = look.fileOf(scheme);
        if (file !== null) await film(at, file);
        const { problems: found, rules } = await judge(
          at,
          isWhole || scheme === 'light' ? 'all' : 'contrast',
        );
        problems.push(...found.map((problem) => `${scheme}: ${problem}`));
        tally.looks += 1;
        tally.findings += found.length;
        for (const rule of rules) tally.rules.add(rule);
      }
      await paint(at, 'light');
      return problems;
    }

    beforeAll(async () => {
      const { browser, system } = world();
      administrator = await visit(browser, wide);
      page = administrator.page;
      await openMonitor(page, system, '/monitor?card=all');
      await eventually('the background runs have met every situation', () => cardsOf(system), {
        is: ({ counts }) => counts.disabled >= 2 && counts.errors >= 2 && counts.succeeded >= 15,
        forMs: 120_000,
      });
      await makeScenery(system);
    }, 150_000);
    afterEach(() => page.unrouteAll({ behavior: 'ignoreErrors' }));
    afterAll(async () => {
      await administrator.context.close();
      expect(administrator.errors).toEqual([]);
    });

    it.each(everywhere)('finds $name at $width in order', async (stop) => {
      const { name, width, open } = stop;
      await page.setViewportSize(widths[width]);
      const problems = await told(page, async () =>
        look(page, await open({ page, world: world(), say: speaking('en') }), {
          schemes: schemesOf(stop),
          fileOf: (scheme) => {
            if (scheme !== 'forced') return fileOf(name, width, scheme);
            return samples.includes(name) ? fileOf(`8-contrast-${name}`, width, scheme) : null;
          },
        }),
      );
      expect(problems).toEqual([]);
      if (!otherDialogs.some((stop) => stop.name === name)) return;
      // Once the dialog is closed, the page is there again for screen readers.
      await page.keyboard.press('Escape');
      await page.locator('#root[aria-hidden="true"]').waitFor({ state: 'detached' });
    });

    describe('in Arabic', () => {
      beforeAll(async () => {
        await page.evaluate(() => {
          localStorage.setItem('sales-sync.language', 'ar');
        });
        await forget(page);
      });
      afterAll(() =>
        page.evaluate(() => {
          localStorage.removeItem('sales-sync.language');
        }),
      );

      it.each(inArabic)(
        'finds $name at $width in order from right to left',
        async ({ name, width, open }) => {
          await page.setViewportSize(widths[width]);
          const isSample = samples.includes(name);
          const problems = await told(page, async () => {
            const part = await open({ page, world: world(), say: speaking('ar') });
            expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
            return look(page, part, {
              schemes: isSample ? ['light', 'dark'] : ['light'],
              fileOf: (scheme) => (isSample ? fileOf(`8-arabic-${name}`, width, scheme) : null),
            });
          });
          expect(problems).toEqual([]);
        },
      );
    });

    it.each(['320', 'wide'] as const)(
      'finds the way of somebody without the role in order at %s',
      async (width) => {
        const rep = await visit(world().browser, widths[width]);
        await openMonitor(rep.page, world().system, '/monitor', 'aiko.nakamura');
        const part = rep.page.getByText(speaking('en')('monitor:gate.notAdministrator'));
        const problems = await look(rep.page, part, {
          schemes: ['light', 'dark', 'forced'],
          fileOf: (scheme) => (scheme === 'forced' ? null : fileOf('8-no-role', width, scheme)),
        });
        await rep.context.close();
        expect([...problems, ...rep.errors]).toEqual([]);
      },
    );

    it('has its pictures', () => {
      publish(leaves, tally);
      expect(missing(leaves)).toEqual([]);
    });
  });
}
