// Calls to this server: JSON in, JSON out; a refusal becomes an Error with the server's own sentence.

/**
 * @param {string} method
 * @param {string} url
 * @param {unknown} [body]
 */
export async function request(method, url, body) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await fetch(url, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  const json = text.startsWith('{') ? JSON.parse(text) : {};
  if (!answer.ok) throw new Error(problemOf(json) ?? `The server answered ${answer.status}.`);
  return json;
}

function problemOf({ error, fields }) {
  if (Array.isArray(fields)) return fields.map(({ field, problem }) => `${field}: ${problem}`).join('; ');
  return typeof error === 'string' ? error : undefined;
}

/** @param {string} userName */
export const personUrl = (userName) => `/sandbox/api/people/${encodeURIComponent(userName)}`;
