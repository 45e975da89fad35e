// An entry as JSON: attributes in the order of the resource, links with the change indicator, expanded children.
import { LosslessNumber } from 'lossless-json';
import type { Attribute } from '../resource/attribute.ts';
import type { Entry } from '../resource/entry.ts';
import type { Resource } from '../resource/resource.ts';
import type { Value } from '../store/row.ts';
import { pointAttributes, pointEntry } from '../resource/contact-point.ts';
import type { Framework } from './framework-version.ts';
import { keySegment } from './path-key.ts';

/** What the caller wants to see of an item. */
export interface Selection {
  readonly attributes: readonly Attribute[];
  /** child accessor -> attributes to show */
  readonly children: ReadonlyMap<string, readonly Attribute[]>;
  /** link relations to keep; null = all; empty = no `links` at all */
  readonly links: ReadonlySet<string> | null;
}

export interface Wire {
  /** `https://host/crmRestApi/resources/11.13.18.05`, without a slash at the end */
  readonly base: string;
  readonly framework: Framework;
  readonly etags: boolean;
}

export function wireValue(attribute: Attribute, value: Value | null, framework: Framework): unknown {
  if (value === null) return null;
  switch (attribute.type) {
    case 'integer':
      return framework.numbersAsStrings ? String(value) : new LosslessNumber(String(value));
    case 'datetime':
      return String(value).replace(/Z$/, '+00:00');
    case 'number':
    case 'string':
    case 'boolean':
    case 'date':
      return value;
  }
}

export function itemHref(resource: Resource, entry: Entry, wire: Wire): string {
  return `${wire.base}/${resource.name}/${keySegment(entry.key, wire.framework)}`;
}

interface Link {
  readonly rel: string;
  readonly href: string;
  readonly name: string;
  readonly kind: string;
  readonly properties?: { readonly changeIndicator: string };
}

function linksOf(resource: Resource, entry: Entry, wire: Wire): Link[] {
  const href = itemHref(resource, entry, wire);
  const item = { href, name: resource.name, kind: 'item' };
  const indicator = entry.etag !== null && wire.etags ? { properties: { changeIndicator: entry.etag } } : {};
  return [
    { rel: 'self', ...item, ...indicator },
    { rel: 'canonical', ...item },
    ...resource.children.map((name) => ({
      rel: 'child',
      href: `${href}/child/${name}`,
      name,
      kind: 'collection',
    })),
  ];
}

export function itemBody(
  resource: Resource,
  entry: Entry,
  selection: Selection,
  wire: Wire,
): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const attribute of selection.attributes) {
    body[attribute.name] = wireValue(attribute, entry.value(attribute.name), wire.framework);
  }
  for (const [child, attributes] of selection.children)
    body[child] = childBody(resource, entry, { child, attributes }, wire);
  const { links } = selection;
  if (links === null) body['links'] = linksOf(resource, entry, wire);
  else if (links.size > 0)
    body['links'] = linksOf(resource, entry, wire).filter((link) => links.has(link.rel));
  return body;
}

function childBody(
  resource: Resource,
  entry: Entry,
  shown: { readonly child: string; readonly attributes: readonly Attribute[] },
  wire: Wire,
): unknown {
  const items = entry.points.map((point) => {
    const values = pointEntry(point);
    return Object.fromEntries(
      shown.attributes.map((attribute) => [
        attribute.name,
        wireValue(attribute, values.value(attribute.name), wire.framework),
      ]),
    );
  });
  if (!wire.framework.childCollections) return items;
  const href = `${itemHref(resource, entry, wire)}/child/${shown.child}`;
  const links = [{ rel: 'self', href, name: shown.child, kind: 'collection' }];
  return { items, count: items.length, hasMore: false, limit: Math.max(25, items.length), offset: 0, links };
}

export const allPointAttributes: readonly Attribute[] = [...pointAttributes.values()];
