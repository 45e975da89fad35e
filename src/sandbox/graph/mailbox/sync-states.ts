// The sync states a mailbox remembers, and the tokens that name them. A token carries all its state; the mailbox only
// keeps which ones are still good. That memory is small and drops the oldest: any token can die at any time.
import { Buffer } from 'node:buffer';
import { z } from 'zod';

const stateSchema = z.strictObject({
  /** `contacts:<folder>` or `folders:<parent>` */
  scope: z.string(),
  /** properties of the first call; null: all */
  select: z.array(z.string()).nullable(),
  /** the round shows generations above this one; null: the first round, everything that is here */
  since: z.int().min(0).nullable(),
  /** inside a round: last generation shown and last one of the round; null: between rounds */
  round: z.strictObject({ after: z.int().min(0), upTo: z.int().min(0), page: z.int().min(0) }).nullable(),
});
export type SyncState = z.output<typeof stateSchema>;

const tokenSchema = z.strictObject({ mailbox: z.string(), generation: z.int(), state: stateSchema });

export type TokenAnswer =
  | { readonly kind: 'live'; readonly state: SyncState }
  | { readonly kind: 'forgotten'; readonly state: SyncState; readonly generation: number }
  | { readonly kind: 'malformed' };

export interface SyncStatesJson {
  readonly highest: number;
  readonly live: readonly (readonly [string, number])[];
}

export class SyncStates {
  readonly #mailbox: string;
  readonly #live: Map<string, number>;
  #highest: number;

  constructor(mailbox: string, { highest, live }: SyncStatesJson = { highest: 0, live: [] }) {
    this.#mailbox = mailbox;
    this.#live = new Map(live);
    this.#highest = highest;
  }

  get highest(): number {
    return this.#highest;
  }

  /** A token for the state. A state that is still remembered keeps its generation and becomes the youngest. */
  issue(state: SyncState, cacheSize: number): { token: string; isNew: boolean } {
    const text = textOf(state);
    const known = this.#live.get(text);
    const generation = known ?? ++this.#highest;
    this.#live.delete(text);
    this.#live.set(text, generation);
    for (const oldest of this.#live.keys()) {
      if (this.#live.size <= cacheSize) break;
      this.#live.delete(oldest);
    }
    const json = JSON.stringify({ mailbox: this.#mailbox, generation, state });
    return { token: Buffer.from(json).toString('base64url'), isNew: known === undefined };
  }

  read(token: string): TokenAnswer {
    const parsed = parseToken(token);
    if (parsed === null) return { kind: 'malformed' };
    const { mailbox, generation, state } = parsed;
    const isLive = mailbox === this.#mailbox && this.#live.get(textOf(state)) === generation;
    return isLive ? { kind: 'live', state } : { kind: 'forgotten', state, generation };
  }

  forgetAll(): void {
    this.#live.clear();
    this.#highest += 1;
  }

  toJSON(): SyncStatesJson {
    return { highest: this.#highest, live: [...this.#live] };
  }
}

// Independent of the order of members: a state that came out of a token equals the one that went in.
function textOf({ scope, select, since, round }: SyncState): string {
  return JSON.stringify([
    scope,
    select,
    since,
    round === null ? null : [round.after, round.upTo, round.page],
  ]);
}

function parseToken(token: string): z.output<typeof tokenSchema> | null {
  try {
    return tokenSchema.parse(JSON.parse(Buffer.from(token, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
