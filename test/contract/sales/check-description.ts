// `describe` of Sales against the tables of the contract: names, rights and lengths must agree.
import type { z } from 'zod';
import type { Json } from '../exchange.ts';
import type { Attribute, AttributeType } from './attributes.ts';
import { faultsOfShape } from './reading.ts';
import { requiredAlone, tableOf } from './check-record.ts';
import { description } from './shapes.ts';
import type { describedAttribute } from './shapes.ts';

type Described = z.output<typeof describedAttribute>;

const described: Readonly<Record<AttributeType, string>> = {
  id: 'integer',
  text: 'string',
  flag: 'boolean',
  'yes-no': 'string',
  date: 'date',
  time: 'datetime',
};

export function faultsOfDescription(body: Json): readonly string[] {
  const faults = faultsOfShape(description, body);
  if (faults.length > 0) return faults;
  return Object.entries(description.parse(body).Resources).flatMap(([name, { attributes }]) => {
    if (attributes === undefined) return [];
    const table = tableOf(name);
    const missing = [...table].filter(
      ([one, { isCertain }]) => isCertain && !attributes.some((attribute) => attribute.name === one),
    );
    const needed = requiredAlone(name);
    const isSaid = needed === undefined || attributes.some((one) => one.name === needed && one.mandatory);
    return [
      ...missing.map(([one]) => `${name}.${one} is not described`),
      ...(isSaid ? [] : [`${name}.${needed} is not described as mandatory`]),
      ...attributes.flatMap((one) =>
        faultsOfAttribute(one, table.get(one.name)).map((fault) => `${name}.${one.name} ${fault}`),
      ),
    ];
  });
}

function faultsOfAttribute(
  { type, maxLength, updatable }: Described,
  known: Attribute | undefined,
): readonly string[] {
  if (known === undefined) return ['is no attribute of the contract'];
  const most = known.most === null ? undefined : String(known.most);
  return [
    ...(type === described[known.type] ? [] : [`is described as ${type}`]),
    // Lengths of what is only read are nobody's concern.
    ...(known.write === 'never' || known.most === null || !known.isCertain || maxLength === most
      ? []
      : [`has the length ${String(maxLength)} instead of ${String(most)}`]),
    ...(updatable && known.write !== 'always' ? ['can be changed'] : []),
  ];
}
