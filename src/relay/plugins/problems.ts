// Every error leaves as RFC 9457 problem details. What went wrong inside stands in the log under the request id only.

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { problemMediaType } from '../../contract/problem.ts';
import type { Problem } from '../../contract/problem.ts';
import { isSqlError } from '../../database/sql-database.ts';
import { loggableError } from '../loggable-error.ts';
import { ProblemError, isProblemError, problemKinds } from '../problem-error.ts';
import type { RelayApp } from '../relay-app.ts';
import { validationErrors } from './validation-errors.ts';

const unavailableRetryMs = 5_000;

export function installProblems(app: RelayApp): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = toProblem(error);
    const { status } = bodyOf(problem, request.id);
    if (status >= 500) request.log.error({ error: loggableError(error) }, 'request failed');
    return sendProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => sendProblem(request, reply, new ProblemError('not-found')));
}

export function sendProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemError,
): FastifyReply {
  const body = bodyOf(problem, request.id);
  void reply.code(body.status).header('cache-control', 'no-store');
  if (body.status === 401) void reply.header('www-authenticate', 'Bearer');
  if (body.retryAfterMs !== undefined) void reply.header('retry-after', Math.ceil(body.retryAfterMs / 1000));
  // text, so that no route's answer schema is asked about it
  return reply.type(problemMediaType).serializer(String).send(JSON.stringify(body));
}

function bodyOf({ problem, details }: ProblemError, requestId: string): Problem {
  const { status, title } = problemKinds[problem];
  return {
    type: `urn:sales-sync:problem:${problem}`,
    title,
    status: details.status ?? status,
    code: problem,
    requestId,
    ...(details.detail === undefined ? {} : { detail: details.detail }),
    ...(details.errors === undefined ? {} : { errors: [...details.errors] }),
    ...(details.retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(details.retryAfterMs) }),
  };
}

function toProblem(error: FastifyError): ProblemError {
  if (isProblemError(error)) return error;
  if (hasZodFastifySchemaValidationErrors(error))
    return new ProblemError('validation-failed', { errors: validationErrors(error) });
  if (isSqlError(error, 'storage-full')) return new ProblemError('storage-full', { cause: error });
  if (isSqlError(error, 'unavailable') || error.name === 'QueueFullError')
    return new ProblemError('unavailable', { retryAfterMs: unavailableRetryMs, cause: error });
  return fromFramework(error);
}

/** Fastify's own refusals: body too large, not JSON, another media type, malformed URL. */
function fromFramework(error: FastifyError): ProblemError {
  const status = error.statusCode ?? 500;
  if (status === 413) return new ProblemError('too-large');
  if (status >= 400 && status < 500)
    return new ProblemError('validation-failed', {
      status,
      detail: status === 415 ? 'the body must be application/json' : 'the request is malformed',
      errors: [{ pointer: '', detail: error.code }],
    });
  return new ProblemError('internal', { cause: error });
}
