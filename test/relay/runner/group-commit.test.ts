import { describe, expect, it } from '@jest/globals';
import { createGroupCommit } from '../../../src/relay/reports/group-commit.ts';

/** A write that waits until the test lets it go. */
function heldWrite() {
  const groups: number[][] = [];
  const gates: (() => void)[] = [];
  const commit = createGroupCommit<number, string>(async (items) => {
    groups.push([...items]);
    await new Promise<void>((resolve) => gates.push(resolve));
    return items.map((item) => `#${item}`);
  });
  const release = async (): Promise<void> => {
    gates.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { groups, commit, release };
}

describe('group commit', () => {
  it('writes the first at once and the rest together while the first is being written', async () => {
    const { groups, commit, release } = heldWrite();
    const answers = [1, 2, 3].map((item) => commit.add(item));
    expect(groups).toEqual([[1]]);
    await release();
    expect(groups).toEqual([[1], [2, 3]]);
    await release();
    await expect(Promise.all(answers)).resolves.toEqual(['#1', '#2', '#3']);
  });

  it('answers nobody before the commit', async () => {
    const { commit, release } = heldWrite();
    let isAnswered = false;
    const answer = commit.add(1).then(() => {
      isAnswered = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    await release();
    await answer;
    expect(isAnswered).toBe(true);
  });

  it('lets only the item fail that cannot be written', async () => {
    const commit = createGroupCommit<number, number>((items) =>
      items.includes(13) ? Promise.reject(new Error('unlucky')) : Promise.resolve(items),
    );
    const results = await Promise.allSettled([1, 13, 2, 3].map((item) => commit.add(item)));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('writes what was added before it closes, and refuses what comes after', async () => {
    const { commit, release } = heldWrite();
    const answer = commit.add(1);
    const closing = commit.close();
    await expect(commit.add(2)).rejects.toMatchObject({ name: 'QueueFullError' });
    await release();
    await closing;
    await expect(answer).resolves.toBe('#1');
  });
});
