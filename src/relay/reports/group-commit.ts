// Adaptive group commit: an item is written at once when nothing is being written; what arrives meanwhile is collected
// and written together next. Nobody is answered before the commit. One item that the database refuses fails alone.

export interface GroupCommit<Item, Answer> {
  /** Resolves after the commit that holds the item. */
  add(item: Item): Promise<Answer>;
  /** Resolves when everything added so far is written; later items are refused. */
  close(): Promise<void>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

/** Writes all items in one transaction; answers in their order. */
export type WriteGroup<Item, Answer> = (items: readonly Item[]) => Promise<readonly Answer[]>;

/** More rows per statement gain little and make the first of them wait. */
const largestGroup = 500;
/** beyond it reports come faster than the database takes them: refusing is better than growing without end */
const longestQueue = 20_000;

export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

export function createGroupCommit<Item, Answer>(write: WriteGroup<Item, Answer>): GroupCommit<Item, Answer> {
  let queue: Waiting<Item, Answer>[] = [];
  let flushing: Promise<void> | null = null;
  let isClosed = false;

  async function flushAll(): Promise<void> {
    while (queue.length > 0) {
      const group = queue.slice(0, largestGroup);
      queue = queue.slice(largestGroup);
      await writeGroup(write, group);
    }
    flushing = null;
  }

  return {
    add(item) {
      if (isClosed || queue.length >= longestQueue)
        return Promise.reject(new QueueFullError('not accepting'));
      return new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        flushing ??= flushAll();
      });
    },
    async close() {
      isClosed = true;
      await flushing;
    },
  };
}

async function writeGroup<Item, Answer>(
  write: WriteGroup<Item, Answer>,
  group: readonly Waiting<Item, Answer>[],
): Promise<void> {
  try {
    const answers = await write(group.map(({ item }) => item));
    group.forEach(({ resolve, reject }, index) => {
      const answer = answers[index];
      if (answer === undefined) reject(new Error('a written item without an answer'));
      else resolve(answer);
    });
  } catch (error) {
    if (group.length === 1) group[0]?.reject(error);
    else for (const one of group) await writeGroup(write, [one]);
  }
}
