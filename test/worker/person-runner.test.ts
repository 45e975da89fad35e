// A background run and the commands of an administrator: it answers what it can do, and leaves to the pane what takes a
// screen.
import { describe, expect, it } from '@jest/globals';
import type { Authorization } from '../../src/contract/authorization.ts';
import type { CommandKind, RunnerCommand } from '../../src/contract/commands.ts';
import type { Me } from '../../src/contract/runner-calls.ts';
import { createDebugCollector } from '../../src/remote/debug/debug-collector.ts';
import { systemClock } from '../../src/store/clock/system-clock.ts';
import { createMemorySyncStore } from '../../src/store/memory/memory-sync-store.ts';
import { startPersonRunner, type RunnerSurroundings } from '../../src/worker/delegated/person-runner.ts';
import { oneRowRelay, ownChoice, pausedAt } from '../support/pane-person.ts';
import { sampleMe } from '../support/pane-samples.ts';
import { activeAuthorization } from '../support/relay-messages.ts';

function commandOf(kind: CommandKind, index: number): RunnerCommand {
  const id = `44444444-4444-4444-8444-${String(index).padStart(12, '0')}`;
  return { id, kind, reason: null, sentAt: '2026-11-22T08:00:00.000Z' };
}

const nowhere = () => Promise.reject(new Error('away'));
const client = { clientId: 'client', redirectUri: 'https://relay.test/callback', scope: 'openid' };
const options: RunnerSurroundings['options'] = {
  people: [],
  tenantId: sampleMe.tenantId,
  clients: {
    microsoft: { ...client, issuer: 'https://identity.test/microsoft' },
    sales: { ...client, issuer: 'https://identity.test/sales' },
  },
  graph: { baseUrl: 'https://graph.test/v1.0', scope: 'contacts' },
  sales: { baseUrl: 'https://sales.test', scope: 'consumer', frameworkVersion: 9 },
  relay: { baseUrl: 'https://relay.test', scope: 'relay' },
  keptDir: '/nowhere',
  intervalMs: 60_000,
  concurrency: 1,
  fetch: nowhere,
  log: () => undefined,
};

const off: Partial<Me> = {
  sync: { isEnabled: false, disabledBy: 'administrator', disabledReason: null, disabledAt: null },
};

const { organisation } = sampleMe;
const contactsOff: Me['organisation'] = {
  ...organisation,
  scope: { ...organisation.scope, contacts: { ...organisation.scope.contacts, isOn: false } },
};

interface FirstRound {
  readonly answers: readonly string[];
  /** how often it asked for the lease, as every run does first */
  readonly runs: number;
}

/** A person for whom nothing runs, so that a round of the runner is its look at the commands. */
async function answersTo(kinds: readonly CommandKind[], row: Partial<Me> = off): Promise<readonly string[]> {
  return (await firstRound(kinds, row)).answers;
}

async function firstRound(
  kinds: readonly CommandKind[],
  row: Partial<Me>,
  sales = activeAuthorization,
): Promise<FirstRound> {
  const relay = oneRowRelay();
  let runs = 0;
  const commands = kinds.map(commandOf);
  const answers: string[] = [];
  const answering: RunnerSurroundings['runner'] = {
    ...relay.client,
    signUp: async (request) => ({ ...(await relay.client.signUp(request)), ...row }),
    commands: () => Promise.resolve(commands),
    acquireLease: (request) => {
      runs += 1;
      return relay.client.acquireLease(request);
    },
    answerCommand: (id, { state, reason }) => {
      const kind = commands.find((command) => command.id === id)?.kind ?? '';
      answers.push([kind, state, ...(reason === null ? [] : [reason])].join(' '));
      return Promise.resolve();
    },
  };
  const runner = startPersonRunner({
    options,
    person: { userName: 'ana.ruiz', oid: 'oid-of-ana' },
    keeper: {
      authorizations: () => ({ microsoft: activeAuthorization, sales }),
      salesUserName: () => 'ana.ruiz',
    } as RunnerSurroundings['keeper'],
    runner: answering,
    memory: () => Promise.resolve(createMemorySyncStore()),
    debug: createDebugCollector({ clock: systemClock, put: nowhere }),
    relay: { baseUrl: 'https://relay.test', getToken: nowhere, fetch: nowhere },
    inTurn: (act) => act(),
  });
  await runner.firstRun;
  await runner.stop();
  return { answers, runs };
}

describe('a background run and commands', () => {
  it('[M6] leaves the question for a sign-in to the pane, unseen, and answers the others', async () => {
    await expect(answersTo(['ask-to-sign-in', 'suspend', 'disable'])).resolves.toEqual([
      'suspend seen',
      'suspend refused not-running',
      'disable seen',
      'disable done',
    ]);
  });

  it.each([
    ['paused', { pausedAt }],
    ['sync-disabled', { organisation: contactsOff }],
  ])('[M6] runs nothing for a person whose sync is %s, and says so to who asks', async (reason, row) => {
    await expect(answersTo(['sync-now', 'full-sync'], row)).resolves.toEqual([
      'sync-now seen',
      `sync-now refused ${reason}`,
      'full-sync seen',
      `full-sync refused ${reason}`,
    ]);
  });
});

describe('a background run of a person whose sign-in was refused', () => {
  const chosen = { settings: { kinds: [ownChoice] } };
  const expired: Authorization = {
    state: 'expired',
    since: '2026-11-22T08:00:00.000Z',
    endsAt: null,
    cause: 'sales-sign-in-expired',
  };

  it('[M11] does not begin: it would only fail again', async () => {
    expect((await firstRound([], chosen)).runs).toBe(1);
    expect((await firstRound([], chosen, expired)).runs).toBe(0);
  });

  it.each(['sync-now', 'full-sync', 'enable'] as const)(
    '[M6] begins when an administrator wants to see one: %s',
    async (kind) => {
      const { answers, runs } = await firstRound([kind], chosen, expired);
      expect(answers).toEqual([`${kind} seen`, `${kind} done`]);
      expect(runs).toBe(1);
    },
  );
});
