// The environment of a relay on its own (`npm run relay`), checked once; every mistake is told at once, values never are.

import { z } from 'zod';
import { paneConfiguration } from '../contract/pane-configuration.ts';
import type { PaneConfiguration } from '../contract/pane-configuration.ts';
import type { MailOptions } from './mail/post-mail.ts';
import { checkMail, mailOf, mailVariables } from './mail-variables.ts';
import type { WebhookOptions } from './options.ts';
import { webhooksOf, webhookVariables } from './webhook-variables.ts';

export interface RelayConfig {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | null;
  /** absolute or relative to the working directory; of the embedded database */
  readonly databaseDirectory: string;
  readonly logLevel: string;
  readonly issuer: string;
  readonly jwksUrl: string | null;
  readonly audience: string;
  readonly tenants: readonly string[];
  readonly webhooks: WebhookOptions;
  readonly mail: MailOptions | null;
  readonly paneDirectory: string | null;
  readonly paneConfiguration: PaneConfiguration | null;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const httpsUrl = z
  .string('must be set')
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', 'must be an https URL');

/** A sidecar on the same machine may serve the keys without TLS. */
const keysUrl = z
  .string()
  .refine(
    (text) => URL.canParse(text) && (new URL(text).protocol === 'https:' || isLoopback(new URL(text))),
    'must be an https URL',
  );

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

const tenantList = z
  .string('must be set: ids of the tenants that may use this relay, separated by commas')
  .transform((text) => text.split(',').map((part) => part.trim().toLowerCase()))
  .refine((ids) => ids.every((id) => z.uuid().safeParse(id).success), 'must be GUIDs separated by commas');

const paneJson = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('must be JSON');
      return z.NEVER;
    }
  })
  .pipe(paneConfiguration);

const variables = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, 'must be a port number')
    .default(8080),
  DATABASE_URL: z
    .string()
    .refine(
      (url) => /^postgres(?:ql)?:\/\/[^/]/.test(url) && URL.canParse(url),
      'must look like postgres://user:password@host:5432/database',
    )
    .optional(),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  TOKEN_ISSUER: httpsUrl,
  TOKEN_JWKS_URL: keysUrl.optional(),
  TOKEN_AUDIENCE: z.string().default('api://sales-sync-relay'),
  TENANTS: tenantList,
  ...webhookVariables,
  ...mailVariables,
  PANE_DIRECTORY: z.string().optional(),
  PANE_CONFIGURATION: paneJson.optional(),
});
/** Names of all that a relay reads of its environment. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

const environmentSchema = variables.superRefine((environment, context) => {
  if (environment.PANE_DIRECTORY !== undefined && environment.PANE_CONFIGURATION === undefined)
    context.addIssue({
      code: 'custom',
      path: ['PANE_CONFIGURATION'],
      message: 'must be set together with PANE_DIRECTORY',
    });
  checkMail(environment, context);
});

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Throws ConfigError with one line per mistake; empty variables count as not set. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): RelayConfig {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) throw new ConfigError(sentence(parsed.error));
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT,
    databaseUrl: data.DATABASE_URL ?? null,
    databaseDirectory: `${data.DATA_DIR}/relay`,
    logLevel: data.LOG_LEVEL,
    issuer: data.TOKEN_ISSUER,
    jwksUrl: data.TOKEN_JWKS_URL ?? null,
    audience: data.TOKEN_AUDIENCE,
    tenants: data.TENANTS,
    webhooks: webhooksOf(data),
    mail: mailOf(data),
    paneDirectory: data.PANE_DIRECTORY ?? null,
    paneConfiguration: data.PANE_CONFIGURATION ?? null,
  };
}

function sentence({ issues }: z.ZodError): string {
  const lines = issues.map(({ path, message }) => `  ${path.join('.')} ${message}`);
  return ['The relay was not started. In the environment:', ...new Set(lines)].join('\n');
}
