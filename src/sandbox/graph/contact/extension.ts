// Open extensions of a contact: a reverse-DNS name and members of the application's own choice.
import { badBody } from '../wire/failure.ts';

export interface OpenExtension {
  readonly name: string;
  readonly members: Readonly<Record<string, unknown>>;
}

const prefixes = ['microsoft.graph.openTypeExtension.', 'Microsoft.OutlookServices.OpenTypeExtension.'];

/** `extensionName` of an id in any of its forms. */
export function extensionNameOf(id: string): string {
  const prefix = prefixes.find((one) => id.toLowerCase().startsWith(one.toLowerCase()));
  return prefix === undefined ? id : id.slice(prefix.length);
}

export function extensionMembers(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const own = Object.entries(body).filter(
    ([name]) => name !== 'id' && name !== 'extensionName' && !name.includes('@odata.'),
  );
  return Object.fromEntries(own);
}

export function parseExtension(body: Readonly<Record<string, unknown>>): OpenExtension {
  const name = body['extensionName'];
  if (typeof name !== 'string' || name === '') throw badBody("The property 'extensionName' is required.");
  return { name: extensionNameOf(name), members: extensionMembers(body) };
}

export function extensionJson({ name, members }: OpenExtension): Record<string, unknown> {
  return {
    '@odata.type': '#microsoft.graph.openTypeExtension',
    id: `${prefixes[0] ?? ''}${name}`,
    extensionName: name,
    ...members,
  };
}
