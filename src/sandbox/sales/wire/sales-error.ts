// An error as the Sales application reports it: one status, one or more details with code and path.

export interface ErrorDetail {
  readonly detail: string;
  readonly code: string;
  /** JSON pointer of the attribute, or the id of a batch part */
  readonly path?: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  412: 'Precondition Failed',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export const titleOf = (status: number): string => titles[status] ?? 'Error';

export class SalesError extends Error {
  override readonly name = 'SalesError';
  readonly status: number;
  readonly details: readonly ErrorDetail[];
  /** sent along, e.g. the current ETag of a 412 */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    details: readonly ErrorDetail[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(details.map((one) => one.detail).join('\n') || titleOf(status));
    this.status = status;
    this.details = details;
    this.headers = headers;
  }
}

/** A 400 about the request itself rather than about one attribute. */
export function badRequest(detail: string, path?: string): SalesError {
  return new SalesError(400, [{ detail, code: '27520', ...(path === undefined ? {} : { path }) }]);
}

export function unknownAttribute(name: string, where: string): SalesError {
  const detail = `URL request parameter ${where} cannot be used: attribute ${name} is not found.`;
  return new SalesError(400, [{ detail, code: '27023' }]);
}

export function notFound(detail: string): SalesError {
  return new SalesError(404, [{ detail, code: '27500' }]);
}

/** The JSON body of framework version 4 and above. */
export function errorBody(status: number, details: readonly ErrorDetail[]): object {
  return {
    title: titleOf(status),
    status: String(status),
    'o:errorDetails': details.map(({ detail, code, path }) => ({
      detail,
      'o:errorCode': code,
      ...(path === undefined ? {} : { 'o:errorPath': path }),
    })),
  };
}
