import { describe, expect, it } from '@jest/globals';
import type { NewUsers } from '../../src/contract/users.ts';
import { newUsers } from '../../src/contract/users.ts';
import { RelayError } from '../../src/remote/relay/relay-error.ts';
import { createPackedLines } from '../../src/taskpane/monitor/roster/packed-lines.ts';
import type { Lines } from '../../src/taskpane/monitor/roster/roster-lines.ts';
import { sendLines, type SendParts } from '../../src/taskpane/monitor/roster/send-lines.ts';

function linesOf(count: number, name = 'USER'): Lines {
  const lines = createPackedLines();
  for (let n = 0; n < count; n += 1)
    lines.push({ line: n + 1, salesUserName: `${name}${n}`, email: `u${n}@contoso.example` });
  return lines;
}

function busy(retryAfterMs?: number): RelayError {
  const problem = {
    type: 'about:blank',
    title: 'busy',
    status: 429,
    code: 'rate-limited' as const,
    requestId: 'r',
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  return new RelayError('refused', { status: 429, problem });
}

/** A relay that fails by the list, then takes everything. */
function relayOf(...failures: readonly (RelayError | null)[]) {
  const asked: NewUsers['users'][] = [];
  const slept: number[] = [];
  const waits: boolean[] = [];
  const sent: number[] = [];
  const parts: SendParts = {
    addUsers: async (request) => {
      const failure = failures[asked.length];
      asked.push(newUsers.parse(request).users);
      if (failure) throw failure;
      return { added: request.users.map(() => crypto.randomUUID()), refused: [] };
    },
    sleep: async (ms) => {
      slept.push(ms);
    },
    mustStop: () => false,
    sent: (lines) => sent.push(...lines.map(({ line }) => line)),
    waits: (isWaiting) => waits.push(isWaiting),
  };
  return { parts, asked, slept, waits, sent };
}

const inOrder = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('people on their way to the roster', () => {
  it('go as many at a time as the contract allows, each once and in order', async () => {
    const { parts, asked, sent } = relayOf();
    await sendLines(parts, linesOf(12_345), 0);
    expect(asked.map((users) => users.length)).toEqual([5_000, 5_000, 2_345]);
    expect(sent).toEqual(inOrder(12_345));
  });

  it('go fewer at a time when their names are long: a call stays within a mebibyte', async () => {
    const { parts, asked, sent } = relayOf();
    await sendLines(parts, linesOf(5_000, 'Ü'.repeat(300)), 0);
    for (const users of asked)
      expect(new TextEncoder().encode(JSON.stringify({ users })).length).toBeLessThan(1_048_576);
    expect(sent).toEqual(inOrder(5_000));
  });

  it('wait as long as a busy relay asks for, and go on with the same ones', async () => {
    const { parts, asked, slept, waits, sent } = relayOf(null, busy(12_345), busy());
    await sendLines(parts, linesOf(6_000), 0);
    expect(slept).toEqual([12_345, 60_000]);
    expect(asked.map((users) => users.length)).toEqual([5_000, 1_000, 1_000, 1_000]);
    expect(waits).toEqual([false, true, true, false, false]);
    expect(sent).toEqual(inOrder(6_000));
  });

  it('wait for a relay that is away, longer each time, and come in smaller numbers', async () => {
    const away = new RelayError('unreachable');
    const { parts, asked, slept, sent } = relayOf(away, away, away, away, away, away);
    await sendLines(parts, linesOf(3_000), 0);
    expect(slept).toEqual([1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
    expect(asked[0]).toHaveLength(3_000);
    expect(asked[6]).toHaveLength(250);
    expect(sent).toEqual(inOrder(3_000));
  });

  it('go on where they were stopped', async () => {
    const { parts, sent } = relayOf();
    await sendLines({ ...parts, mustStop: () => sent.length > 0 }, linesOf(6_000), 0);
    expect(sent).toHaveLength(5_000);
    await sendLines(parts, linesOf(6_000), 5_000);
    expect(sent).toEqual(inOrder(6_000));
  });

  it('are not tried again after what no waiting mends', async () => {
    const { parts, asked } = relayOf(new RelayError('refused', { status: 403 }));
    await expect(sendLines(parts, linesOf(10), 0)).rejects.toThrow('refused');
    expect(asked).toHaveLength(1);
  });
});
