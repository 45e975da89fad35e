// Compresses answers of some length. Event streams and what is already compressed pass as they are.

import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import type { RelayApp } from '../relay-app.ts';

const thresholdBytes = 2_048;
/** of 11: two thirds smaller for a tenth of the time of the default */
const brotliQuality = 4;

export async function installCompression(app: RelayApp): Promise<void> {
  await app.register(compress, {
    global: true,
    threshold: thresholdBytes,
    encodings: ['br', 'gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } },
  });
}
