// One VersionOverrides: its resources are its own, and each must be defined once and used.
import { lintIcon } from './lint-icon.ts';
import { lintLocalised } from './lint-localised.ts';
import type { ManifestSurroundings } from './surroundings.ts';
import type { Element } from './xml.ts';
import { descendants } from './xml.ts';

const longestResid = 32;
const ribbonIconSizes = ['16', '32', '80'];
const resourceNames = new Set(['Image', 'Url', 'String']);

export function lintOverrides(overrides: Element, surroundings: ManifestSurroundings): string[] {
  const version = overrides.attributes['type'] ?? 'VersionOverrides';
  const elements = descendants(overrides, 'VersionOverrides');
  const resources = elements.filter(({ name, attributes }) => resourceNames.has(name) && 'id' in attributes);
  const problems = [
    ...lintResids(elements, resources),
    ...lintControlIds(elements),
    ...lintRibbonIcons(elements, resources, surroundings),
    ...lintStrings(elements),
    ...lintPinning(elements, version),
  ];
  return problems.map((problem) => `${version}: ${problem}`);
}

function lintResids(elements: readonly Element[], resources: readonly Element[]): string[] {
  const defined = resources.map(({ attributes }) => attributes['id'] ?? '');
  const used = new Set(elements.flatMap(({ attributes }) => attributes['resid'] ?? []));
  return [
    ...repeated(defined).map((id) => `the resource ${id} is defined twice.`),
    ...defined.filter((id) => !used.has(id)).map((id) => `the resource ${id} is never used.`),
    ...[...used].filter((id) => !defined.includes(id)).map((id) => `the resid ${id} is not defined.`),
    ...defined.filter((id) => id.length > longestResid).map((id) => `the resid ${id} is too long.`),
  ];
}

function lintControlIds(elements: readonly Element[]): string[] {
  const named = elements.filter(({ name }) => name === 'Group' || name === 'Control');
  return repeated(named.map(({ attributes }) => attributes['id'] ?? '')).map(
    (id) => `the id ${id} of a group or control is given twice.`,
  );
}

function lintRibbonIcons(
  elements: readonly Element[],
  resources: readonly Element[],
  surroundings: ManifestSurroundings,
): string[] {
  const addressOf = (resid: string) =>
    resources.find(({ attributes }) => attributes['id'] === resid)?.attributes['DefaultValue'] ?? '';
  const icons = elements.filter(({ name }) => name === 'Icon');
  const problems = icons.flatMap(({ children }) => {
    const sizes = children.map(({ attributes }) => attributes['size'] ?? '');
    const missing = ribbonIconSizes.filter((size) => !sizes.includes(size));
    return [
      ...missing.map((size) => `an icon lacks the size ${size}.`),
      ...children.flatMap(({ attributes }) =>
        lintIcon(addressOf(attributes['resid'] ?? ''), Number(attributes['size']), surroundings),
      ),
    ];
  });
  return [...new Set(problems)];
}

function lintStrings(elements: readonly Element[]): string[] {
  const within = (container: string, most: number) =>
    elements
      .filter(({ name }) => name === container)
      .flatMap(({ children }) => children)
      .flatMap((string) => lintLocalised(string, string.attributes['id'] ?? container, most));
  return [...within('ShortStrings', 125), ...within('LongStrings', 250)];
}

function lintPinning(elements: readonly Element[], version: string): string[] {
  const isPinned = elements.some(({ name }) => name === 'SupportsPinning');
  return isPinned === (version === 'VersionOverridesV1_1')
    ? []
    : ['SupportsPinning belongs in 1.1, and only there.'];
}

function repeated(ids: readonly string[]): string[] {
  return [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))];
}
