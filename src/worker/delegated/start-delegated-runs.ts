// Background runs for people who signed in here once (runner `delegated`). Every row they make in the Monitor comes from
// a real run against real protocols.

import path from 'node:path';
import pLimit from 'p-limit';
import { createRelayCall, type RelayOptions } from '../../remote/relay/relay-call.ts';
import { createDebugCollector } from '../../remote/debug/debug-collector.ts';
import { createRunnerClient } from '../../remote/relay/runner-client.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import type { DelegatedOptions, DelegatedPerson, DelegatedRuns } from './delegated-options.ts';
import { createPersonMemory } from './person-memory.ts';
import { startPersonRunner, type PersonRunner } from './person-runner.ts';
import { openTokenKeeper } from './token-keeper.ts';

export function startDelegatedRuns(options: DelegatedOptions): DelegatedRuns {
  const limit = pLimit(options.concurrency);
  const runners: PersonRunner[] = [];
  let isStopped = false;
  const hasStopped = (): boolean => isStopped;

  const begin = async (person: DelegatedPerson): Promise<void> => {
    if (isStopped) return;
    try {
      const runner = await startPerson(options, person, (act) => limit(act));
      runners.push(runner);
      if (hasStopped()) await runner.stop();
      await runner.firstRun;
    } catch (error) {
      options.log(
        `background runs of ${person.userName} cannot start: ${error instanceof Error ? error.name : 'unknown'}`,
      );
    }
  };
  const firstRound = Promise.all(options.people.map(begin)).then(() => undefined);

  return {
    firstRound,
    stop: async () => {
      isStopped = true;
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}

async function startPerson(
  options: DelegatedOptions,
  person: DelegatedPerson,
  inTurn: <T>(act: () => Promise<T>) => Promise<T>,
): Promise<PersonRunner> {
  const keeper = await inTurn(() =>
    openTokenKeeper({
      file: path.join(options.keptDir, `${person.userName}.json`),
      userName: person.userName,
      clients: options.clients,
      fetch: options.fetch,
    }),
  );
  const relay: RelayOptions = {
    baseUrl: options.relay.baseUrl,
    getToken: (how) => keeper.token('microsoft', options.relay.scope, how),
    fetch: options.fetch,
  };
  const runner = createRunnerClient(createRelayCall(relay));
  const debug = createDebugCollector({
    clock: systemClock,
    put: (logId, chunk) => runner.putDebugChunk(logId, chunk),
  });
  const memory = createPersonMemory(options, person);
  const life = startPersonRunner({
    options,
    person,
    keeper,
    relay,
    runner,
    debug,
    memory: memory.open,
    inTurn,
  });
  return {
    firstRun: life.firstRun,
    stop: async () => {
      await life.stop();
      await memory.close();
    },
  };
}
