// Requests and answers against Microsoft's OpenAPI description (graph-contract.md 1.2). What is let pass all the same is
// the list of section 1.3: no zone in an error's date, If-Match on PATCH, both spellings of an action's parameters,
// annotations. Its entries about events join when events are served.
import Ajv from 'ajv';
import type { ValidateFunction } from 'ajv';
import { isObject, jsonOf, titleOf } from '../exchange.ts';
import type { Exchange, Json } from '../exchange.ts';
import { withoutAnnotations } from './annotations.ts';
import { withItems } from './batch-items.ts';
import { faultOf } from './check-types.ts';
import type { CheckExchange } from './check-types.ts';
import { closedSchema, closedSchemas } from './closed-schema.ts';
import { readDescription } from './description.ts';
import type { Operation } from './description.ts';
import { resourceOf } from './resource-of.ts';

/** Parts of links, which only the service writes. */
const linkParameters = new Set(['deltatoken', 'skiptoken']);

interface Checker {
  readonly validatorFor: (schema: unknown) => ValidateFunction;
}

/** `allowsMistakes`: a request may be wrong on purpose if it is refused; those of a connector never may. */
export function createDescriptionCheck(file: string, { allowsMistakes = false } = {}): CheckExchange {
  const description = readDescription(file);
  const schemas = withZonelessErrors(closedSchemas(description.schemas));
  // Patterns stand beside the formats and say more.
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'graph', components: { schemas } });
  const known = new Map<unknown, ValidateFunction>();
  const validatorFor = (schema: unknown): ValidateFunction => {
    const found =
      known.get(schema) ?? ajv.compile(pointingToGraph(closedSchema(schema, description.schemas)));
    known.set(schema, found);
    return found;
  };
  return (exchange) =>
    withItems(exchange).flatMap((one) => {
      const template = templateOf(one.url);
      const operation = description.operation(one.method.toLowerCase(), template);
      const isMistake = allowsMistakes && one.status >= 400;
      if (operation === null) return isMistake ? [] : [`${titleOf(one)}: not described: ${template}`];
      const faults = [
        ...(isMistake ? [] : faultsOfRequest(one, operation, { validatorFor })),
        ...(one.isCut === true ? [] : faultsOfAnswer(one, operation, { validatorFor })),
      ];
      return faults.map((fault) => `${titleOf(one)}: ${fault}`);
    });
}

function templateOf(url: string): string {
  try {
    return resourceOf(url).path;
  } catch (error) {
    return error instanceof Error ? error.message : url;
  }
}

// The wire's dates have no zone (1.3).
function withZonelessErrors(schemas: Json): Json {
  const name = 'microsoft.graph.ODataErrors.InnerError';
  const innerError = schemas[name];
  if (!isObject(innerError) || !isObject(innerError['properties'])) throw new Error(`${name} wanted`);
  return {
    ...schemas,
    [name]: { ...innerError, properties: { ...innerError['properties'], date: { type: 'string' } } },
  };
}

/** References of a schema that stands outside the description's own file. */
function pointingToGraph(schema: Json): Json {
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"graph#/components/');
  const changed: unknown = JSON.parse(text);
  return isObject(changed) ? changed : {};
}

function faultsOfRequest(exchange: Exchange, operation: Operation, checker: Checker): readonly string[] {
  return [
    ...faultsOfQuery(exchange, operation),
    ...faultsOfHeaders(exchange, operation),
    ...faultsOfRequestBody(exchange, operation, checker),
  ];
}

function faultsOfQuery({ url }: Exchange, { queryNames }: Operation): readonly string[] {
  const names = [...new URL(url).searchParams.keys()].map((name) => name.toLowerCase().replace(/^\$/, ''));
  return names
    .filter((name) => !queryNames.has(name) && !linkParameters.has(name))
    .map((name) => `query parameter '${name}' is not described`);
}

function faultsOfHeaders(
  { method, requestHeaders }: Exchange,
  { headerNames }: Operation,
): readonly string[] {
  const isSent = requestHeaders['if-match'] !== undefined;
  return isSent && method !== 'PATCH' && !headerNames.has('if-match') ? [`If-Match on ${method}`] : [];
}

function faultsOfRequestBody(
  { requestText, requestHeaders }: Exchange,
  { requestBody }: Operation,
  checker: Checker,
): readonly string[] {
  if (requestBody === null) return requestText === '' ? [] : ['a body where none is described'];
  const body = jsonOf(requestText);
  if (body === undefined) return requestBody['required'] === true ? ['no body'] : [];
  const type = requestHeaders['content-type'] ?? '';
  if (!/^application\/json\b/.test(type)) return [`body of type '${type}'`];
  const schema = schemaIn(requestBody, 'application/json');
  return faultsIn('body', isAction(schema) ? pascalCased(body) : body, checker.validatorFor(schema));
}

/** Parameters of an action are described where they are used; an entity is a reference. */
function isAction(schema: unknown): boolean {
  return isObject(schema) && schema['$ref'] === undefined;
}

function pascalCased(body: unknown): unknown {
  if (!isObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]),
  );
}

function faultsOfAnswer(
  { status, text, headers }: Exchange,
  { responses }: Operation,
  checker: Checker,
): readonly string[] {
  const described = responses[String(status)] ?? responses[`${String(status).charAt(0)}XX`];
  if (described === undefined) return ['the status is not described'];
  const type = (headers['content-type'] ?? '').split(';', 1)[0] ?? '';
  const isPlain = schemaIn(described, 'text/plain') !== undefined;
  const schema = schemaIn(described, isPlain ? 'text/plain' : 'application/json');
  if (schema === undefined || status === 204) return text === '' ? [] : ['an answer where none is described'];
  if (!isPlain && type !== 'application/json') return [`answer of type '${type}'`];
  // Inside a batch a text has no type of its own.
  return faultsIn('answer', isPlain ? Number(text) : jsonOf(text), checker.validatorFor(schema));
}

function schemaIn(described: unknown, type: string): unknown {
  const content = isObject(described) ? described['content'] : undefined;
  const media = isObject(content) ? content[type] : undefined;
  return isObject(media) ? media['schema'] : undefined;
}

function faultsIn(where: string, value: unknown, validate: ValidateFunction): readonly string[] {
  validate(withoutAnnotations(value));
  return (validate.errors ?? []).map((error) => `${where}${faultOf(error)}`);
}
