// The environment of `npm start`, checked once. Every mistake is told at once, so that nobody fixes them one by one.
import path from 'node:path';
import { z } from 'zod';
import type { MailOptions } from '../relay/mail/post-mail.ts';
import { checkMail, mailOf, mailVariables } from '../relay/mail-variables.ts';
import type { WebhookOptions } from '../relay/options.ts';
import { webhooksOf, webhookVariables } from '../relay/webhook-variables.ts';

export interface LocalConfig {
  /** front; +1 identity, +2 Graph, +3 Sales */
  readonly port: number;
  /** absolute */
  readonly dataDir: string;
  readonly logLevel: (typeof logLevels)[number];
  /** pause between the background runs of one person, milliseconds */
  readonly syncIntervalMs: number;
  /** the pane is told to use the sandbox's own ports: another origin, headers hidden as in reality */
  readonly isCrossOrigin: boolean;
  /** whether they may go to http and to this machine's own network, and what their secrets are encrypted with */
  readonly webhooks: WebhookOptions;
  /** null: *Ask to Sign In* writes no mail */
  readonly mail: MailOptions | null;
  /** PostgreSQL; without it the embedded database */
  readonly databaseUrl: string | undefined;
}

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;

const wholeNumber = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`)
    .default(fallback);

const variables = z.object({
  PORT: wholeNumber(1, 65_532, 3_000),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('warn'),
  SYNC_INTERVAL_SECONDS: wholeNumber(5, 86_400, 60),
  CROSS_ORIGIN: z.enum(['0', '1'], 'must be 0 or 1').default('0'),
  ...webhookVariables,
  ...mailVariables,
  DATABASE_URL: z
    .string()
    .refine(
      (url) => /^postgres(?:ql)?:\/\/[^/]/.test(url) && URL.canParse(url),
      'must look like postgres://user:password@host:5432/database',
    )
    .optional(),
});
const environmentSchema = variables.superRefine(checkMail);

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Throws ConfigError with one line per mistake; empty variables count as not set. Values are never repeated. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): LocalConfig {
  const set = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = environmentSchema.safeParse(set);
  if (!parsed.success) throw new ConfigError(sentence(parsed.error));
  const { PORT, DATA_DIR, LOG_LEVEL, SYNC_INTERVAL_SECONDS, CROSS_ORIGIN, DATABASE_URL } = parsed.data;
  return {
    port: PORT,
    dataDir: path.resolve(DATA_DIR),
    logLevel: LOG_LEVEL,
    syncIntervalMs: SYNC_INTERVAL_SECONDS * 1_000,
    isCrossOrigin: CROSS_ORIGIN === '1',
    webhooks: webhooksOf(parsed.data),
    mail: mailOf(parsed.data),
    databaseUrl: DATABASE_URL,
  };
}

function sentence({ issues }: z.ZodError): string {
  const byVariable = new Map(issues.map(({ path: at, message }) => [at.join('.'), message]));
  const lines = [...byVariable].map(([variable, message]) => `  ${variable} ${message}`);
  const count =
    lines.length === 1
      ? 'One environment variable is wrong'
      : `${lines.length} environment variables are wrong`;
  return `${count}. Nothing was started.\n${lines.join('\n')}`;
}
