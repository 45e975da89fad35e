// The part of the npm package `siphash` that is used; it brings no types.

declare module 'siphash' {
  const siphash: {
    /** key: four words, little-endian. Answers 16 lower-case hex digits, most significant first. */
    hash_hex(key: Uint32Array, message: Uint8Array | string): string;
  };
  export default siphash;
}
