// Makes the localhost certificate and the authority that signed it. The authority's key is never written:
// nobody who reads the folder can sign for another host.
import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';

/** Apple refuses certificates that live longer than 825 days. */
const days = 800;

export interface CertificateFiles {
  /** the authority that a browser or a client is to trust */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Writes `ca.crt`, `localhost.crt`, `localhost.key` (0600) for localhost and 127.0.0.1; the folder must hold none of them. */
export async function makeCertificates(files: CertificateFiles): Promise<void> {
  mkdirSync(path.dirname(files.ca), { recursive: true, mode: 0o700 });
  // Loaded only here: the package costs half a second and is needed once in two years.
  const { generateCertificates } = await import('office-addin-dev-certs');
  await generateCertificates(files.ca, files.certificate, files.key, days);
  chmodSync(files.key, 0o600);
}
