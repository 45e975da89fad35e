// `/me`, `/users`, `/users/{id}`: the properties the directory shows by default, a few more on $select.
import type { Person } from '../../company/person.ts';
import type { DirectoryHandlers, Exchange } from '../environment.ts';
import { reply } from '../wire/exchange.ts';
import type { GraphReply } from '../wire/exchange.ts';
import { badFilter, badRequest, itemNotFound } from '../wire/failure.ts';
import { compileFilter } from '../wire/filter-run.ts';
import { parseFilter } from '../wire/filter-syntax.ts';
import { splitList } from '../wire/query.ts';
import { cutPage } from './page.ts';

export const userHandlers: DirectoryHandlers = { users: { GET: list }, user: { GET: read } };

const usual = (person: Person) => ({
  businessPhones: [] as readonly string[],
  displayName: person.displayName,
  givenName: person.givenName,
  jobTitle: null,
  mail: person.mail,
  mobilePhone: null,
  officeLocation: person.office,
  preferredLanguage: person.locale,
  surname: person.surname,
  userPrincipalName: person.mail,
  id: person.oid,
});

const onSelect = (person: Person) => ({
  ...usual(person),
  accountEnabled: true,
  mailNickname: person.userName,
  proxyAddresses: [`SMTP:${person.mail}`],
  userType: 'Member',
  companyName: null,
  department: null,
  usageLocation: person.locale.slice(-2),
});

function userJson(person: Person, select: string | undefined): Record<string, unknown> {
  if (select === undefined || select === '') return usual(person);
  const all: Record<string, unknown> = onSelect(person);
  return Object.fromEntries(
    splitList(select).map((name) => {
      const known = Object.keys(all).find((one) => one.toLowerCase() === name.toLowerCase());
      if (known === undefined)
        throw badRequest(
          `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.user'.`,
        );
      return [known, all[known]];
    }),
  );
}

const filterable = ['displayName', 'givenName', 'surname', 'mail', 'userPrincipalName', 'id'] as const;

function matching({ env, request }: Exchange): readonly Person[] {
  const { people } = env.directory;
  if (request.query.filter === undefined) return people;
  const matches = compileFilter<Person>(parseFilter(request.query.filter), {
    value: (path) => {
      const name = filterable.find((one) => one === path);
      return name === undefined ? undefined : (person) => usual(person)[name];
    },
    collection: (name) => {
      throw badFilter(`The collection '${name}' cannot be used in $filter.`);
    },
  });
  return people.filter(matches);
}

// The directory's own page size is 100, whatever Outlook's is.
const directoryPageSize = 100;

function list(exchange: Exchange): GraphReply {
  const { request } = exchange;
  const prefer = { ...request.prefer, maxPageSize: directoryPageSize };
  const page = cutPage({ ...exchange, request: { ...request, prefer } }, matching(exchange));
  return reply(200, {
    '@odata.context': `${request.root}/$metadata#users`,
    ...page.annotations,
    value: page.rows.map((person) => userJson(person, request.query.select)),
  });
}

function read({ person, request }: Exchange): GraphReply {
  if (person === null) throw itemNotFound();
  return reply(200, {
    '@odata.context': `${request.root}/$metadata#users/$entity`,
    ...userJson(person, request.query.select),
  });
}
