// Errors on the wire: JSON from framework version 4 on, plain text below; 401 and 404 have no body unless switched.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Switches } from '../switches.ts';
import { readFramework } from '../wire/framework-version.ts';
import { errorBody, notFound, SalesError, titleOf } from '../wire/sales-error.ts';
import { MEDIA } from './media-types.ts';

const HTML_401 =
  '<html><head><title>401 Unauthorized</title></head><body><h1>Unauthorized</h1></body></html>';

function speaksJson(request: FastifyRequest): boolean {
  try {
    return readFramework(request.headers['rest-framework-version']).jsonErrors;
  } catch {
    return true;
  }
}

function bodyKind(status: number, switches: Switches): 'empty' | 'html' | 'json' {
  if (status === 401) return switches.unauthorizedBody;
  return status === 404 ? switches.notFoundBody : 'json';
}

export function sendFailure(
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  error: SalesError,
  switches: Switches,
): FastifyReply {
  const { request, reply } = exchange;
  void reply.code(error.status).headers({ ...error.headers });
  const kind = bodyKind(error.status, switches);
  if (kind === 'empty') return reply.send();
  if (kind === 'html') return reply.type('text/html').send(HTML_401);
  if (!speaksJson(request)) return reply.type('text/plain').send(error.message);
  const asked = request.headers.accept ?? '';
  const type = asked.includes(MEDIA.json) ? MEDIA.json : MEDIA.error;
  return reply.type(type).send(JSON.stringify(errorBody(error.status, error.details)));
}

/** The body of an ordered fault: an empty one for a 400, as seen in production, else what its framework version has. */
export function faultBody(status: number, request: FastifyRequest, reply: FastifyReply): unknown {
  if (status === 400 || status === 401) return '';
  if (speaksJson(request)) return errorBody(status, [{ detail: titleOf(status), code: String(status) }]);
  void reply.type('text/plain');
  return titleOf(status);
}

export function installFailureAnswers(
  app: FastifyInstance,
  rules: { readonly switches: Switches; readonly log: (message: string) => void },
): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof SalesError) return sendFailure({ request, reply }, error, rules.switches);
    const status = statusOf(error);
    if (status >= 500)
      rules.log(
        `sales sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
      );
    const detail = status >= 500 || !(error instanceof Error) ? titleOf(status) : error.message;
    return sendFailure(
      { request, reply },
      new SalesError(status, [{ detail, code: String(status) }]),
      rules.switches,
    );
  });
  app.setNotFoundHandler((request, reply) =>
    sendFailure({ request, reply }, notFound('The resource was not found.'), rules.switches),
  );
}

function statusOf(error: unknown): number {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
