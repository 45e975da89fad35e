// JSON below /sandbox/api: both sides' contacts of a person, and what a person does to them in Outlook and in Sales.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { SHARED_CATEGORY } from '../company/records.ts';
import { controlBody } from '../faults/control-body.ts';
import type { GraphControl } from '../graph/control.ts';
import type { SalesControl, SalesRecord } from '../sales/control.ts';

interface Sides {
  readonly graph: GraphControl;
  readonly sales: SalesControl;
}

const PERSON = '/sandbox/api/people/:userName';
const record = z.record(z.string(), z.unknown());

const shownAtMicrosoft = [
  'id',
  'displayName',
  'givenName',
  'surname',
  'jobTitle',
  'companyName',
  'emailAddresses',
  'businessPhones',
  'mobilePhone',
  'businessAddress',
  'categories',
  'lastModifiedDateTime',
] as const;

interface Names {
  readonly userName: string;
  readonly id: string;
  readonly queryUuid: string;
}

const namesIn = (request: FastifyRequest): Names => request.params as Names;

function salesRow({ partyId, partyNumber, active, lastUpdateDate, values }: SalesRecord): object {
  return { partyId, partyNumber, active, lastUpdateDate, values };
}

export function recordRoutes(app: FastifyInstance, { graph, sales }: Sides): void {
  app.get(`${PERSON}/records`, (request) => {
    const { userName } = namesIn(request);
    const microsoft = graph
      .contacts(userName)
      .map((contact) => Object.fromEntries(shownAtMicrosoft.map((name) => [name, contact[name] ?? null])));
    const accounts = sales.accounts(userName).map(({ partyId, values }) => ({
      partyId,
      name: values['OrganizationName'],
    }));
    return {
      sharedCategory: SHARED_CATEGORY,
      microsoft,
      sales: sales.contacts(userName).map(salesRow),
      searches: sales.searches(userName),
      accounts,
    };
  });
  microsoftRoutes(app, graph);
  salesRoutes(app, sales);
}

/** Bodies are contacts as Graph takes them. */
function microsoftRoutes(app: FastifyInstance, graph: GraphControl): void {
  app.post(`${PERSON}/microsoft`, (request, reply) => {
    const body = controlBody(record, request.body, reply);
    if (body === undefined) return reply;
    return reply.code(201).send(graph.createContact(namesIn(request).userName, body));
  });
  app.patch(`${PERSON}/microsoft/:id`, (request, reply) => {
    const { userName, id } = namesIn(request);
    const body = controlBody(record, request.body, reply);
    return body === undefined ? reply : graph.editContact(userName, id, body);
  });
  app.delete(`${PERSON}/microsoft/:id`, (request, reply) => {
    const { userName, id } = namesIn(request);
    graph.deleteContact(userName, id);
    return reply.code(204).send();
  });
}

/** Bodies are attributes of a Sales contact; ids as strings. */
function salesRoutes(app: FastifyInstance, sales: SalesControl): void {
  app.post(`${PERSON}/sales`, (request, reply) => {
    const body = controlBody(record, request.body, reply);
    if (body === undefined) return reply;
    return reply.code(201).send(salesRow(sales.create(namesIn(request).userName, body)));
  });
  app.patch(`${PERSON}/sales/:id`, (request, reply) => {
    const { userName, id } = namesIn(request);
    const body = controlBody(record, request.body, reply);
    return body === undefined ? reply : salesRow(sales.edit(userName, id, body));
  });
  app.delete(`${PERSON}/sales/:id`, (request, reply) => {
    const { userName, id } = namesIn(request);
    sales.remove(userName, id);
    return reply.code(204).send();
  });
  app.post(`${PERSON}/merge`, (request, reply) => {
    const body = controlBody(
      z.strictObject({ victimId: z.string(), survivorId: z.string() }),
      request.body,
      reply,
    );
    return body === undefined ? reply : salesRow(sales.merge(namesIn(request).userName, body));
  });
  for (const [method, inside] of [
    ['PUT', true],
    ['DELETE', false],
  ] as const) {
    app.route({
      method,
      url: `${PERSON}/searches/:queryUuid/members/:id`,
      handler: (request, reply) => {
        const { userName, queryUuid, id } = namesIn(request);
        sales.setMember(userName, queryUuid, { partyId: id, inside });
        return reply.code(204).send();
      },
    });
  }
}
