// POST /contacts/action/findDuplicates: contacts that could be the same person, best match first, all values strings.
import { z } from 'zod';
import type { Row } from '../store/row.ts';
import { stringOf } from '../store/row.ts';
import { badRequest } from '../wire/sales-error.ts';
import type { Answer, Call } from './call.ts';

const wanted = z.object({
  contact: z.record(z.string(), z.unknown()),
  accountPartyNumber: z.string().nullish(),
});

interface Match {
  readonly row: Row;
  readonly score: number;
  readonly attributes: readonly string[];
}

const weights: Readonly<Record<string, number>> = { EmailAddress: 60, LastName: 22, FirstName: 10 };
const LEAST_SCORE = 30;

function matchOf(row: Row, contact: Readonly<Record<string, unknown>>): Match {
  const attributes = Object.keys(weights).filter((name) => {
    const asked = contact[name];
    return (
      typeof asked === 'string' && asked !== '' && stringOf(row, name)?.toLowerCase() === asked.toLowerCase()
    );
  });
  return { row, attributes, score: attributes.reduce((sum, name) => sum + (weights[name] ?? 0), 0) };
}

export function findDuplicates(call: Call, body: unknown): Answer {
  const parsed = wanted.safeParse(body);
  if (!parsed.success) throw badRequest('The action findDuplicates needs the parameter contact.', '/contact');
  const { contact, accountPartyNumber } = parsed.data;
  const account = accountPartyNumber == null ? undefined : call.unit.byNumber('accounts', accountPartyNumber);
  const matches = call.unit
    .visible('contacts')
    .filter((row) => row.values['PartyStatus'] === 'A')
    .filter((row) => account === undefined || row.values['AccountPartyId'] === account.partyId)
    .map((row) => matchOf(row, contact))
    .filter((match) => match.score >= LEAST_SCORE)
    .sort((left, right) => right.score - left.score)
    .slice(0, 25);
  const result = matches.map(({ row, score, attributes }) => ({
    PartyId: row.partyId,
    PartyNumber: stringOf(row, 'PartyNumber'),
    FirstName: stringOf(row, 'FirstName'),
    LastName: stringOf(row, 'LastName'),
    EmailAddress: stringOf(row, 'EmailAddress'),
    MatchScore: String(score),
    MatchRule: attributes.includes('EmailAddress') ? 'E-mail' : 'Name',
    MatchedAttributes: attributes.join(','),
  }));
  return { status: 200, headers: {}, body: { result } };
}
