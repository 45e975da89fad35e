import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readConfig, variableNames } from '../../src/relay/config.ts';
import { tenantId } from '../support/relay-tokens.ts';

const least = { TOKEN_ISSUER: 'https://login.example/tenant/v2.0', TENANTS: tenantId };

describe('the relay’s environment', () => {
  it('needs an issuer and the tenants, the rest has defaults', () => {
    expect(readConfig(least)).toEqual({
      host: '0.0.0.0',
      port: 8080,
      databaseUrl: null,
      databaseDirectory: './data/relay',
      logLevel: 'info',
      issuer: least.TOKEN_ISSUER,
      jwksUrl: null,
      audience: 'api://sales-sync-relay',
      tenants: [tenantId],
      webhooks: { allowsPrivate: false, secretKey: null },
      mail: null,
      paneDirectory: null,
      paneConfiguration: null,
    });
  });

  it('takes a key of 32 bytes for the secrets of webhooks, and nothing shorter', () => {
    const key = Buffer.alloc(32, 7);
    expect(readConfig({ ...least, WEBHOOK_SECRET_KEY: key.toString('base64') }).webhooks).toEqual({
      allowsPrivate: false,
      secretKey: key,
    });
    expect(() => readConfig({ ...least, WEBHOOK_SECRET_KEY: 'c2hvcnQ=' })).toThrow(
      'WEBHOOK_SECRET_KEY must be 32 bytes in base64',
    );
    expect(() => readConfig({ ...least, WEBHOOK_ALLOW_PRIVATE: 'yes' })).toThrow(
      'WEBHOOK_ALLOW_PRIVATE must be 0 or 1',
    );
  });

  it('[M6] takes a mail server, a sender and a link together, and nothing less', () => {
    const mail = {
      MAIL_URL: 'smtp://relay:pass%40word@mail.contoso.example:587',
      MAIL_FROM: 'Sales Sync <sync@contoso.example>',
      MAIL_LINK: 'https://sync.contoso.example/index.html',
    };
    expect(readConfig({ ...least, ...mail }).mail).toEqual({
      url: mail.MAIL_URL,
      from: mail.MAIL_FROM,
      link: mail.MAIL_LINK,
      language: 'en',
    });
    expect(readConfig({ ...least, ...mail, MAIL_LANGUAGE: 'ja' }).mail).toMatchObject({ language: 'ja' });
    expect(() => readConfig({ ...least, MAIL_URL: mail.MAIL_URL })).toThrow(
      /MAIL_FROM must be set: .* go together\n {2}MAIL_LINK must be set/,
    );
    for (const [name, value, remedy] of [
      ['MAIL_URL', 'https://mail.contoso.example', 'must look like smtps://'],
      ['MAIL_FROM', 'Sales Sync\r\nBcc: <sync@contoso.example>', 'must look like Sales Sync <'],
      ['MAIL_LINK', 'http://sync.contoso.example', 'must be an https URL'],
      ['MAIL_LANGUAGE', 'it', 'must be one of en, de'],
    ] as const)
      expect(() => readConfig({ ...least, ...mail, [name]: value })).toThrow(`${name} ${remedy}`);
  });

  it('says every mistake at once and repeats no value', () => {
    const read = (): unknown =>
      readConfig({
        PORT: '99999',
        DATABASE_URL: 'mysql://root:hunter2@db',
        LOG_LEVEL: 'loud',
        TOKEN_ISSUER: 'http://login.example',
        TENANTS: 'contoso',
        PANE_DIRECTORY: 'dist',
      });
    expect(read).toThrow(
      expect.objectContaining({
        name: 'ConfigError',
        message: [
          'The relay was not started. In the environment:',
          '  PORT must be a port number',
          '  DATABASE_URL must look like postgres://user:password@host:5432/database',
          '  LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace',
          '  TOKEN_ISSUER must be an https URL',
          '  TENANTS must be GUIDs separated by commas',
        ].join('\n'),
      }),
    );
    expect(() => readConfig({ ...least, PANE_DIRECTORY: 'dist' })).toThrow(
      'PANE_CONFIGURATION must be set together',
    );
    expect(() => readConfig({})).toThrow(/TOKEN_ISSUER must be set[\s\S]*TENANTS must be set/);
    expect(() => readConfig({ ...least, PANE_CONFIGURATION: '{' })).toThrow(
      'PANE_CONFIGURATION must be JSON',
    );
  });

  it('takes empty variables for unset ones, and several tenants', () => {
    expect(
      readConfig({ ...least, PORT: '', TENANTS: `${tenantId} , ${tenantId.toUpperCase()}` }),
    ).toMatchObject({
      port: 8080,
      tenants: [tenantId, tenantId],
    });
  });
});

describe('the README on pointing at a real tenant', () => {
  const readme = readFileSync('README.md', 'utf8');
  const section = readme.slice(readme.indexOf('## Point it at a real tenant'));

  it('names every variable of a relay, and no other', () => {
    const table = section.slice(0, section.indexOf('```'));
    const named = [...table.matchAll(/^\| (`[^|]*`) *\|/gm)].flatMap(([, cell]) =>
      [...(cell ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name),
    );
    expect([...named].sort()).toEqual([...variableNames].sort());
  });

  it('shows a configuration of the pane that the relay takes, and that says all it may say', () => {
    const json = /```json\n(.*?)```/s.exec(section)?.[1] ?? '';
    const { paneConfiguration } = readConfig({ ...least, PANE_DIRECTORY: 'dist', PANE_CONFIGURATION: json });
    expect(paneConfiguration).toEqual(JSON.parse(json));
  });
});
