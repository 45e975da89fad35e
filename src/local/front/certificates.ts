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
  const found = read(files);
  if (found !== undefined && found.endsAtMs - nowMs > renewBeforeMs)
    return { ...found.pem, caFile: files.ca, isNew: false };
  for (const file of [files.ca, files.certificate, files.key]) rmSync(file, { force: true });
  await makeCertificates(files);
  const made = read(files);
  if (made === undefined)
    throw new Error(`The certificate in ${folder} could not be made. Delete the folder and start again.`);
  return { ...made.pem, caFile: files.ca, isNew: true };
}

/** The three files when they belong together; undefined when one is missing or damaged. */
function read(files: CertificateFiles): { pem: { cert: string; key: string }; endsAtMs: number } | undefined {
  try {
    const pem = { cert: readFileSync(files.certificate, 'utf8'), key: readFileSync(files.key, 'utf8') };
    const certificate = new X509Certificate(pem.cert);
    const authority = new X509Certificate(readFileSync(files.ca, 'utf8'));
    const fits = certificate.checkPrivateKey(createPrivateKey(pem.key)) && certificate.checkIssued(authority);
    return fits
      ? { pem, endsAtMs: Math.min(Date.parse(certificate.validTo), Date.parse(authority.validTo)) }
      : undefined;
  } catch {
    return undefined;
  }
}
