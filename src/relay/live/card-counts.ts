// Counts of the cards per tenant, however many monitors look: counting visits every user, so never two counts of a tenant
// at once, and a count that takes long is followed by a pause in proportion.

export interface CardCountsOptions<Cards> {
  count(tenantId: string): Promise<Cards>;
  /** counts of `read` may be this old; those of streams are this far apart, or further */
  readonly maxAgeMs: number;
  /** counts of `readKnown` may be this old; no pause is longer */
  readonly knownMaxAgeMs: number;
  /** a count that nobody waits for failed */
  onError(error: unknown): void;
}

export interface CardCounts<Cards> {
  /** At most `maxAgeMs` old. */
  read(tenantId: string): Promise<Cards>;
  /** The last counts if they are at most `knownMaxAgeMs` old, counted again behind the answer; else as `read`. */
  readKnown(tenantId: string): Promise<Cards>;
  /** Counted after this call began, so with every change committed before it; waits until a count is due. */
  readNew(tenantId: string): Promise<Cards>;
}
