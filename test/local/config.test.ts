import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '../../src/local/config.ts';

describe('the environment of npm start', () => {
  it('has defaults for everything, and takes empty variables as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual({
      port: 3_000,
      dataDir: path.resolve('data'),
      logLevel: 'warn',
      syncIntervalMs: 60_000,
      isCrossOrigin: false,
      webhooks: { allowsPrivate: false, secretKey: null },
      mail: null,
      databaseUrl: undefined,
    });
  });

  it('takes what is set', () => {
    const config = readConfig({
      PORT: '4000',
      DATA_DIR: 'elsewhere',
      LOG_LEVEL: 'debug',
      SYNC_INTERVAL_SECONDS: '5',
      CROSS_ORIGIN: '1',
      DATABASE_URL: 'postgres://me:secret@localhost:5432/sync',
    });
    expect(config).toEqual({
      port: 4_000,
      dataDir: path.resolve('elsewhere'),
      logLevel: 'debug',
      syncIntervalMs: 5_000,
      isCrossOrigin: true,
      webhooks: { allowsPrivate: false, secretKey: null },
      mail: null,
      databaseUrl: 'postgres://me:secret@localhost:5432/sync',
    });
  });

  it('[M6] takes what an operator says about mail as the relay does', () => {
    const set = {
      MAIL_URL: 'smtp://localhost:1025',
      MAIL_FROM: 'sync@contoso.example',
      MAIL_LINK: 'https://localhost:3000/',
    };
    expect(readConfig(set).mail).toMatchObject({ url: set.MAIL_URL, link: set.MAIL_LINK, language: 'en' });
    expect(messageOf(() => readConfig({ MAIL_URL: set.MAIL_URL }))).toContain('MAIL_FROM must be set');
  });

  it('takes what an operator says about webhooks as the relay does', () => {
    const key = Buffer.alloc(32, 7);
    const set = { WEBHOOK_ALLOW_PRIVATE: '1', WEBHOOK_SECRET_KEY: key.toString('base64') };
    expect(readConfig(set).webhooks).toEqual({ allowsPrivate: true, secretKey: key });
    expect(messageOf(() => readConfig({ WEBHOOK_SECRET_KEY: 'c2hvcnQ=' }))).toContain(
      'WEBHOOK_SECRET_KEY must be 32 bytes in base64',
    );
  });

  it('lists every mistake at once and repeats no value', () => {
    const wrong = {
      PORT: '65533',
      LOG_LEVEL: 'loud',
      SYNC_INTERVAL_SECONDS: 'often',
      CROSS_ORIGIN: 'yes',
      DATABASE_URL: 'mysql://me:secret@host/x',
    };
    const message = messageOf(() => readConfig(wrong));
    expect(message.split('\n')).toEqual([
      '5 environment variables are wrong. Nothing was started.',
      '  PORT must be a whole number from 1 to 65532',
      '  LOG_LEVEL must be one of silent, fatal, error, warn, info, debug, trace',
      '  SYNC_INTERVAL_SECONDS must be a whole number from 5 to 86400',
      '  CROSS_ORIGIN must be 0 or 1',
      '  DATABASE_URL must look like postgres://user:password@host:5432/database',
    ]);
    expect(message).not.toContain('secret');
  });

  it.each(['0', '-1', '3000.5', '65533', ' 3000', 'x', '1e3'])('refuses PORT=%j', (PORT) => {
    expect(messageOf(() => readConfig({ PORT }))).toContain('One environment variable is wrong');
  });
});

function messageOf(act: () => unknown): string {
  try {
    act();
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}
