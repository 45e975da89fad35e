// An answer that is an error, thrown by whoever finds it out. Codes are those seen on the wire, so their case varies.

interface FailureDetail {
  readonly headers?: Readonly<Record<string, string>>;
  /** further members of `error`, e.g. annotations */
  readonly extra?: Readonly<Record<string, unknown>>;
}

export class GraphFailure extends Error {
  override readonly name = 'GraphFailure';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(status: number, [code, message]: readonly [string, string], detail: FailureDetail = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = detail.headers ?? {};
    this.extra = detail.extra ?? {};
  }
}

export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
}

/** `innerError.date` has no zone on the wire, so a strict date-time check must let it pass. */
export function errorBody(
  { code, message, extra }: { code: string; message: string; extra?: Readonly<Record<string, unknown>> },
  ids: RequestIds,
  nowMs: number,
): { error: Record<string, unknown> } {
  const date = new Date(nowMs).toISOString().slice(0, 19);
  return {
    error: {
      code,
      message,
      ...extra,
      innerError: { date, 'request-id': ids.requestId, 'client-request-id': ids.clientRequestId },
    },
  };
}

export function badRequest(message: string, code = 'BadRequest'): GraphFailure {
  return new GraphFailure(400, [code, message]);
}

export function badBody(message: string): GraphFailure {
  return badRequest(message, 'RequestBodyRead');
}

export function badFilter(message: string): GraphFailure {
  return badRequest(message, 'ErrorInvalidUrlQueryFilter');
}

export function itemNotFound(): GraphFailure {
  return new GraphFailure(404, ['ErrorItemNotFound', 'The specified object was not found in the store.']);
}

export function accessDenied(message = 'Access is denied. Check credentials and try again.'): GraphFailure {
  return new GraphFailure(403, ['ErrorAccessDenied', message]);
}

export function staleEtag(): GraphFailure {
  const message =
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.';
  return new GraphFailure(412, ['ErrorIrresolvableConflict', message]);
}

export function throttled(message: string, retryAfterSeconds: number): GraphFailure {
  return new GraphFailure(429, ['ApplicationThrottled', message], {
    headers: { 'retry-after': String(retryAfterSeconds) },
  });
}

/** Code and message that go with a status nobody explained, for faults an operator ordered. */
export function wordsForStatus(status: number): { code: string; message: string } {
  return (
    statusWords[status] ?? {
      code: 'UnknownError',
      message: `The service answered with status ${String(status)}.`,
    }
  );
}

const statusWords: Readonly<Record<number, { code: string; message: string }>> = {
  400: { code: 'BadRequest', message: 'Bad request.' },
  401: { code: 'InvalidAuthenticationToken', message: 'Access token has expired or is not yet valid.' },
  403: { code: 'ErrorAccessDenied', message: 'Access is denied. Check credentials and try again.' },
  404: { code: 'ErrorItemNotFound', message: 'The specified object was not found in the store.' },
  410: { code: 'SyncStateNotFound', message: 'The sync state generation is not found.' },
  412: {
    code: 'ErrorIrresolvableConflict',
    message: 'The change key does not match the current change key for the item.',
  },
  429: { code: 'ApplicationThrottled', message: 'Application is over its MailboxConcurrency limit.' },
  500: {
    code: 'ErrorInternalServerError',
    message: 'An internal server error occurred. The operation failed.',
  },
  502: { code: 'BadGateway', message: 'Bad gateway.' },
  503: { code: 'ServiceUnavailable', message: 'The service is temporarily unavailable.' },
  504: { code: 'GatewayTimeout', message: 'The gateway did not answer in time.' },
  507: { code: 'ErrorQuotaExceeded', message: 'The mailbox quota has been exceeded.' },
};
