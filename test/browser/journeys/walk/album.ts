// What the walk leaves behind with PICTURES=1: docs/monitor with a picture per place, width and colours, and a list of them
// with what axe said. An album is made whole or not at all: a part of the walk would leave old pictures among new ones.

import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Width } from './stop.ts';

const isTaking = process.env['PICTURES'] === '1';
const folder = fileURLToPath(new URL('../../../../docs/monitor/', import.meta.url));
const list = `${folder}README.md`;
/** where pictures lie until all of them are taken */
const drawer = path.join(os.tmpdir(), `monitor-walk-${String(process.pid)}/`);

export interface Leaf {
  /** begins with the number of its section */
  readonly name: string;
  readonly words: string;
  readonly colours: readonly string[];
  /** at one width alone */
  readonly only?: Width | undefined;
}

/** What axe was asked and said. */
export interface Tally {
  looks: number;
  findings: number;
  readonly rules: Set<string>;
}

const widths = ['320', 'wide'] as const;
export const fileOf = (name: string, width: Width, colours: string): string =>
  `${name}-${width}-${colours}.png`;
const filesOf = ({ name, colours, only }: Leaf): string[] =>
  widths
    .filter((width) => only === undefined || width === only)
    .flatMap((width) => colours.map((each) => fileOf(name, width, each)));

export async function film(page: Page, file: string): Promise<void> {
  if (!isTaking) return;
  mkdirSync(drawer, { recursive: true });
  // Rows that were scrolled a moment ago are drawn by name only.
  await page.locator('[role="row"][aria-busy="true"]').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: `${drawer}${file}`, animations: 'disabled' });
}

/** Pictures that are not there, or not in the list. */
export function missing(leaves: readonly Leaf[]): readonly string[] {
  const known = existsSync(list) ? readFileSync(list, 'utf8') : '';
  return leaves
    .flatMap(filesOf)
    .filter((file) => !existsSync(`${folder}${file}`) || !known.includes(`"${file}"`));
}

const sections = [
  'Header',
  'Cards',
  'Table',
  'Actions',
  'User details',
  'Causes',
  'Settings, audit, notifications',
  'States, languages, contrast',
];

export function publish(leaves: readonly Leaf[], { looks, findings, rules }: Tally): void {
  if (!isTaking) return;
  const parts = sections.flatMap((title, at) => [
    `## ${String(at + 1)}. ${title}`,
    ...leaves
      .filter(({ name }) => name.startsWith(String(at + 1)))
      .flatMap((leaf) => [
        sentence(leaf.words),
        filesOf(leaf)
          .map((file) => image(file, leaf))
          .join('\n'),
      ]),
  ]);
  const said =
    `axe-core looked ${String(looks)} times: at every place below, at both widths, in light, dark and forced colours, and ` +
    `again from right to left in Arabic. ${String(rules.size)} of its rules had something to judge; ` +
    `it found ${findings === 0 ? 'nothing' : String(findings)}.`;
  const text = ['# A walk through the Monitor', howTo, said, ...parts].join('\n\n');
  rmSync(folder, { recursive: true, force: true });
  cpSync(drawer, folder, { recursive: true });
  rmSync(drawer, { recursive: true });
  writeFileSync(list, `${text}\n`);
}

const howTo =
  'At 320 px and wide, light and dark. The pictures and this list are written by the tests: ' +
  '`PICTURES=1 npm test -- test/browser/journeys.test.ts`.';

const sentence = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}:`;

const image = (file: string, { words }: Leaf): string =>
  `<img src="${file}" alt="${words}" width="${file.includes('-320-') ? '160' : '400'}">`;
