// Plans with the real connectors that once failed, and proof that the monitor of the wire sees what it is there to see. The
// random plans are played in simulation.test.ts, on all cores.
import { describe, expect, it } from '@jest/globals';
import { playConnectorPlan } from './run/play-connector-plan.ts';
import { connectorCorpus } from './run/run-connectors.ts';
import { describe as described } from './wire/exchange.ts';
import { WireMonitor } from './wire/wire-monitor.ts';

describe('plans that once failed', () => {
  it('pass', async () => {
    const corpus = await connectorCorpus();
    expect(corpus.length).toBeGreaterThan(0);
    for (const { name, plan } of corpus) {
      const { violation } = await playConnectorPlan(plan);
      expect([name, violation?.message ?? null]).toEqual([name, null]);
    }
  }, 60_000);

  it('play the same way twice', async () => {
    const [first] = await connectorCorpus();
    if (first === undefined) throw new Error('a plan wanted');
    const plays = [await playConnectorPlan(first.plan), await playConnectorPlan(first.plan)];
    expect(plays[0]).toEqual(plays[1]);
  });
});

describe('the monitor of the wire', () => {
  const read = described('microsoft', {
    method: 'GET',
    url: new URL('http://graph.example/graph/v1.0/me/contacts'),
    headers: {},
    text: null,
  });
  const batch = (items: number): typeof read =>
    described('microsoft', {
      method: 'POST',
      url: new URL('http://graph.example/graph/v1.0/$batch'),
      headers: {},
      text: JSON.stringify({
        requests: Array.from({ length: items }, (_, id) => ({ id: String(id), method: 'GET', url: '/me' })),
      }),
    });

  it('[I27] refuses a fifth request, anything beside a batch, and a batch of 21', () => {
    const full = new WireMonitor(() => 0);
    for (let count = 0; count < 4; count += 1) full.sends(read);
    expect(() => {
      full.sends(read);
    }).toThrow('I27');
    const busy = new WireMonitor(() => 0);
    busy.sends(batch(20));
    expect(() => {
      busy.sends(read);
    }).toThrow('I27');
    expect(() => {
      new WireMonitor(() => 0).sends(batch(21));
    }).toThrow('I27');
  });

  it.each([
    ['a whole answer', { status: 429, headers: { 'retry-after': '2' }, text: '' }],
    ['a date', { status: 503, headers: { 'retry-after': new Date(3_000).toUTCString() }, text: '' }],
    [
      'one item of a batch',
      {
        status: 200,
        headers: {},
        text: JSON.stringify({ responses: [{ id: '0', status: 429, headers: { 'Retry-After': '2' } }] }),
      },
    ],
  ])('[I27] refuses what comes before Retry-After of %s is over', (_what, answer) => {
    let nowMs = 1_000;
    const monitor = new WireMonitor(() => nowMs);
    monitor.sends(batch(1));
    monitor.hears(batch(1), answer);
    nowMs = 2_999;
    expect(() => {
      monitor.sends(read);
    }).toThrow('1 ms before');
    nowMs = 3_000;
    expect(() => {
      monitor.hears(read, null);
      monitor.sends(read);
    }).not.toThrow();
  });
});
