// ContactPoint payloads: inline in a new contact, or posted one by one.
import { pointAttributes } from '../resource/contact-point.ts';
import type { ContactPoint, Value } from '../store/row.ts';
import type { Switches } from '../switches.ts';
import { badRequest, SalesError } from '../wire/sales-error.ts';
import { checkedValues } from './checked-values.ts';

/** Throws a 400 when the value is no object, lacks its type, or has the number or address of another type. */
export function pointOf(
  payload: unknown,
  place: { partyId: string; index: number; switches: Switches },
): ContactPoint {
  if (typeof payload !== 'object' || payload === null)
    throw badRequest('A ContactPoint must be an object.', '/ContactPoint');
  const { partyId, index, switches } = place;
  const { changes, details } = checkedValues({
    payload: { ...payload },
    attributes: pointAttributes,
    mode: 'create',
    switches,
    children: [],
  });
  const needed = changes['ContactPointType'] === 'EMAIL' ? 'EmailAddress' : 'PhoneNumber';
  const lacking = ['ContactPointType', ...(changes['ContactPointType'] === 'WEB' ? ['URL'] : [needed])]
    .filter((name) => changes[name] === undefined || changes[name] === null)
    .map((name) => ({
      detail: `You must provide a value for the ${name} attribute.`,
      code: '27014',
      path: `/${name}`,
    }));
  const problems = [...details, ...lacking];
  if (problems.length > 0) throw new SalesError(400, problems);
  const values: Record<string, Value> = { PrimaryFlag: false };
  for (const [name, value] of Object.entries(changes)) if (value !== null) values[name] = value;
  return { id: `${partyId.slice(0, 12)}${String(index)}${partyId.slice(-4)}`, values };
}

/** The points of an inline child array; none when the payload has no such member. */
export function pointsOf(inline: unknown, partyId: string, switches: Switches): ContactPoint[] {
  if (inline === undefined || inline === null) return [];
  if (!Array.isArray(inline)) throw badRequest('ContactPoint must be an array.', '/ContactPoint');
  return inline.map((payload: unknown, index) => pointOf(payload, { partyId, index: index + 1, switches }));
}
