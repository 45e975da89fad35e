import { pngSize } from './png-size.ts';
import type { ManifestSurroundings } from './surroundings.ts';

/** The file behind an icon's address must be a PNG of exactly that many pixels, or Outlook shows a blur or nothing. */
export function lintIcon(address: string, pixels: number, { readFile }: ManifestSurroundings): string[] {
  if (!URL.canParse(address)) return [`An icon of ${pixels} pixels has no address.`];
  const path = new URL(address).pathname.slice(1);
  const content = readFile(path);
  if (content === undefined) return [`${path} does not exist.`];
  const size = pngSize(content);
  if (size === undefined) return [`${path} is not a PNG.`];
  if (size.width === pixels && size.height === pixels) return [];
  return [`${path} must be ${pixels} x ${pixels} pixels; it is ${size.width} x ${size.height}.`];
}
