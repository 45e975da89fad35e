import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { RelayError } from '../../src/remote/relay/relay-call.ts';
import { createQueryClient } from '../../src/taskpane/monitor/data/query-client.ts';

const refused = (code: 'rate-limited' | 'forbidden', retryAfterMs?: number): RelayError =>
  new RelayError('refused', {
    problem: {
      type: 'about:blank',
      title: code,
      status: code === 'forbidden' ? 403 : 429,
      code,
      requestId: 'request-1',
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    },
  });

/** Times of the calls in ms since the first one, and how it ended. */
async function asked(errors: readonly Error[]): Promise<{ atMs: number[]; end: unknown }> {
  const atMs: number[] = [];
  const startedMs = Date.now();
  const end = createQueryClient()
    .query({
      queryKey: ['users'],
      queryFn: () => {
        const error = errors[atMs.length];
        atMs.push(Date.now() - startedMs);
        return error === undefined ? Promise.resolve('rows') : Promise.reject(error);
      },
      // alone it would not ask again
      retry: createQueryClient().getDefaultOptions().queries?.retry ?? false,
    })
    .catch((error: unknown) => error);
  await jest.runAllTimersAsync();
  return { atMs, end: await end };
}

describe('a question to the relay', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('that came too soon after many others is asked again when the relay said', async () => {
    expect(await asked([refused('rate-limited', 41_000)])).toEqual({ atMs: [0, 41_000], end: 'rows' });
  });

  it('that nobody answered is asked again twice, ever later', async () => {
    const lost = new RelayError('unreachable');
    expect(await asked([lost, lost])).toEqual({ atMs: [0, 1_000, 3_000], end: 'rows' });
    expect(await asked([lost, lost, lost])).toEqual({ atMs: [0, 1_000, 3_000], end: lost });
  });

  it('that was refused for another reason is not asked again', async () => {
    const error = refused('forbidden');
    expect(await asked([error])).toEqual({ atMs: [0], end: error });
  });
});
