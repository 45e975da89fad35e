const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Pixel size as the header of the file says; undefined when it is no PNG. */
export function pngSize(content: Buffer): { width: number; height: number } | undefined {
  const isPng = content.length >= 24 && content.subarray(0, 8).equals(signature);
  return isPng ? { width: content.readUInt32BE(16), height: content.readUInt32BE(20) } : undefined;
}
