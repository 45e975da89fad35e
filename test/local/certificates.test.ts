import { X509Certificate } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openCertificates } from '../../src/local/front/certificates.ts';
import { temporaryFolder } from '../sandbox/identity-bench.ts';

const dayMs = 24 * 3_600_000;

describe('the localhost certificate', () => {
  it('is made once, names localhost, is used again until its last week, and hides its key', async () => {
    const dataDir = temporaryFolder();
    const first = await openCertificates(dataDir, Date.now());
    const certificate = new X509Certificate(first.cert);
    expect(first.isNew).toBe(true);
    expect(certificate.checkHost('localhost')).toBe('localhost');
    expect(certificate.checkIP('127.0.0.1')).toBe('127.0.0.1');
    expect(certificate.verify(new X509Certificate(readFileSync(first.caFile)).publicKey)).toBe(true);
    expect(readdirSync(path.dirname(first.caFile)).sort()).toEqual([
      'ca.crt',
      'localhost.crt',
      'localhost.key',
    ]);
    expect(statSync(path.join(dataDir, 'certificates', 'localhost.key')).mode & 0o777).toBe(0o600);

    const endsAt = Date.parse(certificate.validTo);
    const later = await openCertificates(dataDir, endsAt - 8 * dayMs);
    expect(later).toEqual({ ...first, isNew: false });
    const renewed = await openCertificates(dataDir, endsAt - 6 * dayMs);
    expect(renewed.isNew).toBe(true);
    expect(renewed.cert).not.toBe(first.cert);
  });

  it('is made anew when a file is damaged', async () => {
    const dataDir = temporaryFolder();
    const first = await openCertificates(dataDir, Date.now());
    writeFileSync(first.caFile, 'torn');
    const second = await openCertificates(dataDir, Date.now());
    expect(second.isNew).toBe(true);
    expect(second.cert).not.toBe(first.cert);
  });
});
