// translateExchangeIds: from one form of an item's id to the other. A folder has one form only and cannot be translated.
import { z } from 'zod';
import type { MailboxExchange, MailboxHandlers } from '../environment.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import type { TargetOf } from '../wire/target.ts';
import { parsedBody } from './parsed-body.ts';

export const translateHandlers: Pick<MailboxHandlers, 'translate'> = { translate: { POST: translate } };

const idForms = ['restId', 'restImmutableEntryId'] as const;
const translateSchema = z.looseObject({
  inputIds: z.array(z.string()).max(1_000),
  sourceIdType: z.enum(idForms),
  targetIdType: z.enum(idForms),
});

// The published description spells the parameters in PascalCase, the page in camelCase: both are taken.
function camelCased(body: unknown): unknown {
  const object = z.record(z.string(), z.unknown()).safeParse(body);
  if (!object.success) return body;
  return Object.fromEntries(
    Object.entries(object.data).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

function translate({ mailbox, request }: MailboxExchange<TargetOf<'translate'>>): GraphReply {
  const { inputIds, sourceIdType, targetIdType } = parsedBody(translateSchema, camelCased(request.body));
  const value = inputIds.map((sourceId) => {
    const contact = mailbox.find(sourceId);
    const source = sourceIdType === 'restId' ? contact?.restId : contact?.immutableId;
    if (contact === undefined || source !== sourceId)
      return { sourceId, errorDetails: { code: 'ErrorInvalidIdMalformed', message: 'Id is malformed.' } };
    return { sourceId, targetId: targetIdType === 'restId' ? contact.restId : contact.immutableId };
  });
  const context = `${request.root}/$metadata#Collection(microsoft.graph.convertIdResult)`;
  return reply(200, { '@odata.context': context, value });
}
