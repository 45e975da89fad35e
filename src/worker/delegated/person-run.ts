// One background run of one person through the same connectors and engine as the pane, reported to the relay by HTTP.

import { effectiveContacts, resolveSettings } from '../../contract/resolve-settings.ts';
import type { Me } from '../../contract/runner-calls.ts';
import type { Suspender } from '../../contract/runs.ts';
import type { UserKindSettings } from '../../contract/settings.ts';
import type { DebugCollector } from '../../remote/debug/debug-collector.ts';
import { tracedRemotes } from '../../remote/debug/traced-remotes.ts';
import { tracedReports } from '../../remote/debug/traced-reports.ts';
import { createGraphRemote } from '../../remote/graph/graph-remote.ts';
import { createRelayLease } from '../../remote/relay/relay-lease.ts';
import { createRelayReportSink } from '../../remote/relay/relay-report-sink.ts';
import type { RunnerClient } from '../../remote/relay/runner-client.ts';
import { createSalesRemote } from '../../remote/sales/sales-remote.ts';
import { ensureBinding } from '../../store/binding.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import { createDigests } from '../../store/digest/keyed-digests.ts';
import type { InstanceId, RunId } from '../../sync/model/ids.ts';
import type { RunReport, RunTrigger } from '../../sync/model/run-report.ts';
import type { MicrosoftRemote, SalesRemote } from '../../sync/ports/remote.ts';
import type { SyncStore } from '../../sync/ports/sync-store.ts';
import { runSync } from '../../sync/run/run-sync.ts';
import type { DelegatedOptions, DelegatedPerson } from './delegated-options.ts';
import type { TokenKeeper } from './token-keeper.ts';

export interface PersonParts {
  readonly options: DelegatedOptions;
  readonly person: DelegatedPerson;
  readonly keeper: TokenKeeper;
  readonly runner: RunnerClient;
  /** what the engine remembers of this person in this installation */
  readonly memory: (instance: string) => Promise<SyncStore>;
  readonly debug: DebugCollector;
}

export interface Remotes {
  readonly microsoft: MicrosoftRemote;
  readonly sales: SalesRemote;
}

export const clientVersion = '0.1.0';

/** What the connectors are made of and what may change from one run to the next. */
export interface RemoteFacts {
  readonly categoryName: string;
  readonly instance: InstanceId;
  readonly salesUser: string;
}

export function remoteFactsOf({ keeper }: PersonParts, me: Me): RemoteFacts {
  return {
    categoryName: me.organisation.scope.categoryName,
    instance: me.instanceId as InstanceId,
    salesUser: keeper.salesUserName() ?? '',
  };
}

export function createRemotes({ options, keeper, debug }: PersonParts, facts: RemoteFacts): Remotes {
  const remotes = {
    microsoft: createGraphRemote({
      baseUrl: options.graph.baseUrl,
      mailbox: { path: 'me' },
      getToken: (how) => keeper.token('microsoft', options.graph.scope, how),
      fetch: options.fetch,
      clock: systemClock,
      categoryName: facts.categoryName,
      instance: facts.instance,
    }),
    sales: createSalesRemote({
      baseUrl: options.sales.baseUrl,
      getToken: (how) => keeper.token('sales', options.sales.scope, how),
      fetch: options.fetch,
      clock: systemClock,
      salesUser: facts.salesUser,
      instance: facts.instance,
      frameworkVersion: options.sales.frameworkVersion,
    }),
  };
  return tracedRemotes(remotes, debug, systemClock);
}

/** The person's choice, or the search that Sales marks as default; told to the relay so that the Monitor can show it. */
export async function contactsOf(parts: PersonParts, me: Me, remotes: Remotes): Promise<UserKindSettings> {
  const known = effectiveContacts(me.organisation, me.settings, null);
  if (known.savedSearch !== null) return known;
  const searches = await remotes.sales.savedSearches('contact', new AbortController().signal);
  const standard = searches.find((search) => search.isDefault) ?? searches[0];
  if (!standard) return known;
  const chosen: UserKindSettings = {
    ...known,
    savedSearch: standard.id,
    savedSearchName: standard.isPrivate ? null : standard.name,
    setBy: 'organisation',
  };
  await parts.runner.putSettings({ kinds: [chosen] });
  return chosen;
}

export interface PersonRunRequest {
  readonly me: Me;
  readonly remotes: Remotes;
  readonly contacts: UserKindSettings;
  readonly trigger: RunTrigger;
  readonly mode: 'routine' | 'full';
  readonly signal: AbortSignal;
  nextRunAtMs(askedMs: number | null): number | null;
  suspendedBy(): Suspender | null;
}

export async function runPerson(parts: PersonParts, request: PersonRunRequest): Promise<RunReport> {
  const { options, person, runner } = parts;
  const { me, mode, trigger } = request;
  const owner = `${options.tenantId}|${person.oid}`;
  const facts = {
    instance: me.instanceId as InstanceId,
    owner,
    salesUser: parts.keeper.salesUserName() ?? '',
  };
  const store = await parts.memory(me.instanceId);
  const binding = await ensureBinding(store, facts, systemClock.nowMs());
  const lease = createRelayLease({ client: runner, clock: systemClock, runner: 'delegated' });
  const reports = createRelayReportSink({
    client: runner,
    clock: systemClock,
    runner: 'delegated',
    clientVersion,
    mode,
    granted: () => lease.granted(),
    nextRunAtMs: request.nextRunAtMs,
    suspendedBy: request.suspendedBy,
    // The next run reports the state as it is then; nothing of a background run waits on a disk.
    undelivered: () => Promise.resolve(),
  });
  try {
    return await runSync(
      {
        ...request.remotes,
        store,
        lease,
        clock: systemClock,
        digests: createDigests(binding.digestKey),
        reports: tracedReports(reports, parts.debug),
      },
      {
        ...facts,
        runId: crypto.randomUUID() as RunId,
        trigger,
        mode,
        kinds: ['contact'],
        settings: resolveSettings(me.organisation, request.contacts),
        plans: 'apply',
      },
      request.signal,
    );
  } finally {
    reports.stop();
  }
}
