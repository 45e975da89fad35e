// describe: the attributes as they are under the present switches.
import type { Attribute } from '../resource/attribute.ts';
import { resources } from '../resource/resource.ts';
import type { Resource } from '../resource/resource.ts';
import { attributesFor } from './call.ts';
import type { Answer, Call } from './call.ts';

function described(attribute: Attribute): object {
  const { name, type, mandatory, write, queryable, maxLength } = attribute;
  const title = name.replace(/([a-z])([A-Z])/g, '$1 $2');
  return {
    name,
    type,
    title,
    mandatory,
    updatable: write === 'create-update',
    queryable,
    ...(maxLength === undefined ? {} : { maxLength: String(maxLength) }),
  };
}

function bodyOf(call: Call, resource: Resource, minimal: boolean): object {
  const href = `${call.wire.base}/${resource.name}/describe`;
  const links = [{ rel: 'self', href, name: resource.name, kind: 'describe' }];
  const { title, titlePlural } = resource;
  if (minimal) return { title, titlePlural, links };
  return {
    title,
    titlePlural,
    attributes: [...attributesFor(call, resource).values()].map(described),
    finders: [{ name: 'PrimaryKey' }],
    children: Object.fromEntries(resource.children.map((name) => [name, {}])),
    links,
  };
}

export function describeAll(call: Call, minimal: boolean): Answer {
  const all = [...resources.values()].map(
    (resource) => [resource.name, bodyOf(call, resource, minimal)] as const,
  );
  return { status: 200, headers: {}, body: { Resources: Object.fromEntries(all) } };
}

export function describeOne(call: Call, resource: Resource): Answer {
  return {
    status: 200,
    headers: {},
    body: { Resources: { [resource.name]: bodyOf(call, resource, false) } },
  };
}
