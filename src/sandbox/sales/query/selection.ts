// `fields`, `expand`, `onlyData`, `links`: what of an item goes out. `fields` wins over `expand`;
// an empty `fields` leaves the links only.
import type { Attribute, Attributes } from '../resource/attribute.ts';
import { pointAttributes } from '../resource/contact-point.ts';
import type { Resource } from '../resource/resource.ts';
import { allPointAttributes } from '../wire/item-body.ts';
import type { Selection } from '../wire/item-body.ts';
import { badRequest, unknownAttribute } from '../wire/sales-error.ts';
import type { QueryText } from './query-text.ts';

function picked(names: string, attributes: Attributes): Attribute[] {
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const attribute = attributes.get(name);
      if (attribute === undefined) throw unknownAttribute(name, 'fields');
      return attribute;
    });
}

function childNamed(name: string, resource: Resource, parameter: string): string {
  if (!resource.children.includes(name)) throw unknownAttribute(name, parameter);
  return name;
}

type Shown = Pick<Selection, 'attributes' | 'children'>;

function fieldsOf(fields: string, resource: Resource, attributes: Attributes): Shown {
  const own: Attribute[] = [];
  const children = new Map<string, readonly Attribute[]>();
  for (const part of fields.split(';')) {
    const [head = '', names] = part.split(':', 2);
    if (names === undefined) own.push(...picked(part, attributes));
    else children.set(childNamed(head.trim(), resource, 'fields'), picked(names, pointAttributes));
  }
  return { attributes: own, children };
}

function expandOf(expand: string, resource: Resource, attributes: Attributes): Shown {
  const names = expand === 'all' ? resource.children : expand.split(',').map((name) => name.trim());
  const children = names
    .filter((name) => name !== '')
    .map((name) => [childNamed(name, resource, 'expand'), allPointAttributes] as const);
  return { attributes: [...attributes.values()], children: new Map(children) };
}

export function selectionOf(query: QueryText, resource: Resource, attributes: Attributes): Selection {
  const fields = query.get('fields');
  const shown =
    fields === undefined
      ? expandOf(query.get('expand') ?? '', resource, attributes)
      : fieldsOf(fields, resource, attributes);
  return { ...shown, links: linksOf(query) };
}

function linksOf(query: QueryText): Selection['links'] {
  const onlyData = query.get('onlyData') ?? 'false';
  if (!/^(?:true|false)$/.test(onlyData))
    throw badRequest(`URL request parameter onlyData with value ${onlyData} is not valid.`);
  if (onlyData === 'true') return new Set();
  const links = query.get('links');
  return links === undefined ? null : new Set(links.split(',').map((name) => name.trim()));
}
