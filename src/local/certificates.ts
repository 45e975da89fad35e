// The localhost certificate of this data folder: made once, used until its last week.
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { makeCertificates } from './make-certificates.ts';
import type { CertificateFiles } from './make-certificates.ts';

const renewBeforeMs = 7 * 24 * 3_600_000;

export interface Certificates {
  /** PEM */
  readonly cert: string;
  /** PEM */
  readonly key: string;
  /** file of the authority to trust, for `endpoints.json` and `npm run trust` */
  readonly caFile: string;
  /** whether they were made just now: a browser will ask about the new authority */
  readonly isNew: boolean;
}

/** Reads the certificates below `<dataDir>/certificates`, or makes them when missing, unusable or about to end. */
export async function openCertificates(dataDir: string, nowMs: number): Promise<Certificates> {
  const folder = path.join(dataDir, 'certificates');
  const files: CertificateFiles = {
    ca: path.join(folder, 'ca.crt'),
    certificate: path.join(folder, 'localhost.crt'),
    key: path.join(folder, 'localhost.key'),
  };
  const usable = read(files, nowMs);
  if (usable !== undefined) return { ...usable, caFile: files.ca, isNew: false };
  for (const file of Object.values(files)) rmSync(file, { force: true });
  await makeCertificates(files);
  const made = read(files, nowMs);
  if (made === undefined)
    throw new Error(`The certificate in ${folder} could not be made. Delete the folder and start again.`);
  return { ...made, caFile: files.ca, isNew: true };
}

function read(files: CertificateFiles, nowMs: number): { cert: string; key: string } | undefined {
  try {
    const cert = readFileSync(files.certificate, 'utf8');
    const key = readFileSync(files.key, 'utf8');
    const parsed = new X509Certificate(cert);
    const authority = new X509Certificate(readFileSync(files.ca, 'utf8'));
    const endsAt = Math.min(Date.parse(parsed.validTo), Date.parse(authority.validTo));
    const fits = parsed.checkPrivateKey(createPrivateKey(key)) && parsed.checkIssued(authority);
    return fits && endsAt - nowMs > renewBeforeMs ? { cert, key } : undefined;
  } catch {
    return undefined;
  }
}
