// CORS as an administrator sets it by profile options: named origins, a fixed list of headers, nothing exposed.
// A browser of another origin therefore reads neither ETag nor Date, and may not send Upsert-Mode or Preference.
import type { FastifyInstance } from 'fastify';
import type { Switches } from '../switches.ts';

const ALLOWED_HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Authorization',
  'Cache-Control',
  'Content-Encoding',
  'Content-MD5',
  'Content-Type',
  'Effective-Of',
  'If-Match',
  'If-None-Match',
  'Metadata-Context',
  'Origin',
  'Prefer',
  'REST-Framework-Version',
];

const ALLOWED_METHODS = 'OPTIONS, HEAD, GET, POST, PUT, PATCH, DELETE';
const MAX_AGE_SECONDS = '3600';

export interface CrossOriginRules {
  /** exact origins, e.g. `https://localhost:3000` */
  readonly origins: readonly string[];
  readonly switches: Switches;
}

function allowedHeaders(switches: Switches): string {
  return [
    ...ALLOWED_HEADERS,
    ...(switches.corsAllowUpsertMode ? ['Upsert-Mode'] : []),
    ...(switches.corsAllowPreference ? ['Preference'] : []),
  ].join(', ');
}

/** Call it before faults and routes: a preflight carries no token and is answered here. */
export function installCrossOrigin(app: FastifyInstance, { origins, switches }: CrossOriginRules): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (origin === undefined) return;
    void reply.header('vary', 'Origin');
    const known = origins.includes(origin);
    if (known) void reply.header('access-control-allow-origin', origin);
    if (known && switches.corsExposeEtag) void reply.header('access-control-expose-headers', 'ETag');
    if (request.method !== 'OPTIONS') return;
    if (known) {
      void reply.headers({
        'access-control-allow-methods': ALLOWED_METHODS,
        'access-control-allow-headers': allowedHeaders(switches),
        'access-control-max-age': MAX_AGE_SECONDS,
      });
    }
    return reply.code(200).send();
  });
}
