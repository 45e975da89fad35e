// What Outlook would refuse or show wrongly, and what the schema cannot say: addresses, icons, resids, words, versions.
import { lintIcon } from './lint-icon.ts';
import { lintLocalised } from './lint-localised.ts';
import { lintOverrides } from './lint-overrides.ts';
import type { ManifestSurroundings } from './surroundings.ts';
import type { Element } from './xml.ts';
import { descendants, parseXml } from './xml.ts';

const rootOrder = [
  ...['Id', 'Version', 'ProviderName', 'DefaultLocale', 'DisplayName', 'Description', 'IconUrl'],
  ...['HighResolutionIconUrl', 'SupportUrl', 'AppDomains', 'Hosts', 'Requirements', 'FormSettings'],
  ...['Permissions', 'Rule', 'DisableEntityHighlighting', 'VersionOverrides'],
];
const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const longest = { name: 125, description: 250, url: 2_048 };

/** One sentence per problem; empty when the manifest is fine. */
export function lintManifest(xml: string, surroundings: ManifestSurroundings): string[] {
  const root = parseXml(xml);
  return [
    ...lintRoot(root),
    ...lintAddresses(root, surroundings),
    ...lintRootIcons(root, surroundings),
    ...lintVersions(root),
    ...versionOverrides(root).flatMap((overrides) => lintOverrides(overrides, surroundings)),
  ];
}

function versionOverrides(root: Element): Element[] {
  return descendants(root).filter(({ name }) => name === 'VersionOverrides');
}

function lintRoot(root: Element): string[] {
  const names = root.children.map(({ name }) => name);
  const text = (name: string) => root.children.find((child) => child.name === name)?.text ?? '';
  const version = text('Version');
  const isVersion = /^(?:\d{1,5}\.){3}\d{1,5}$/.test(version);
  return [
    ...(names.join() === rootOrder.join() ? [] : [`The root's elements must be ${rootOrder.join(', ')}.`]),
    ...(root.attributes['type'] === 'MailApp' ? [] : ['The root must be of xsi:type MailApp.']),
    ...(guid.test(text('Id')) ? [] : ['Id must be a GUID in lower case.']),
    ...(isVersion ? [] : [`Version must have four parts; it is ${version}.`]),
    ...(text('Permissions') === 'ReadWriteItem' ? [] : ['Permissions must be ReadWriteItem.']),
    ...lintWords(root, 'DisplayName', longest.name),
    ...lintWords(root, 'Description', longest.description),
  ];
}

function lintWords(root: Element, name: string, most: number): string[] {
  const element = root.children.find((child) => child.name === name);
  return element === undefined ? [] : lintLocalised(element, name, most);
}

function addressesOf(root: Element): string[] {
  const named = new Set(['IconUrl', 'HighResolutionIconUrl', 'SupportUrl', 'SourceLocation', 'Url', 'Image']);
  return descendants(root).flatMap(({ name, attributes, text }) => {
    if (name === 'AppDomain') return [text];
    const address = attributes['DefaultValue'];
    return named.has(name) && address !== undefined ? [address] : [];
  });
}

function lintAddresses(root: Element, { isDevelopment }: ManifestSurroundings): string[] {
  const addresses = [...new Set(addressesOf(root))];
  const problems = addresses.flatMap((address) => {
    if (!URL.canParse(address) || !address.startsWith('https://'))
      return [`${address} must be an https address.`];
    if (address.length > longest.url)
      return [`${address.slice(0, 60)}… is longer than ${longest.url} characters.`];
    const isLocal = new URL(address).hostname === 'localhost';
    if (isLocal && !isDevelopment) return [`${address} belongs in the development manifest only.`];
    return [];
  });
  const domains =
    root.children.find(({ name }) => name === 'AppDomains')?.children.map(({ text }) => text) ?? [];
  const page = descendants(root).find(({ name }) => name === 'SourceLocation')?.attributes['DefaultValue'];
  const isListed = page !== undefined && URL.canParse(page) && domains.includes(new URL(page).origin);
  return [...problems, ...(isListed ? [] : ["AppDomains must list the pane's origin."])];
}

function lintRootIcons(root: Element, surroundings: ManifestSurroundings): string[] {
  const address = (name: string) =>
    root.children.find((child) => child.name === name)?.attributes['DefaultValue'] ?? '';
  return [
    ...lintIcon(address('IconUrl'), 64, surroundings),
    ...lintIcon(address('HighResolutionIconUrl'), 128, surroundings),
  ];
}

function lintVersions(root: Element): string[] {
  const [outer, inner, ...more] = versionOverrides(root);
  const isNested = inner !== undefined && outer?.children.at(-1) === inner && more.length === 0;
  const types = [outer, inner].map((overrides) => overrides?.attributes['type']).join();
  const isOrdered = isNested && types === 'VersionOverridesV1_0,VersionOverridesV1_1';
  return isOrdered ? [] : ['VersionOverrides 1.0 must hold VersionOverrides 1.1 as its last child.'];
}
