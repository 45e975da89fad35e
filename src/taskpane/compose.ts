// The only file that joins remote, store and sync/run. Loaded when the first run or the first question to Sales needs
// it: the first screen does not wait for the engine.

import type { PaneConfiguration } from '../contract/pane-configuration.ts';
import { createGraphRemote } from '../remote/graph/graph-remote.ts';
import { createSalesRemote } from '../remote/sales/sales-remote.ts';
import { systemClock } from '../store/clock/system-clock.ts';
import { ensureBinding } from '../store/binding.ts';
import { createDigests } from '../store/digest/keyed-digests.ts';
import type { InstanceId } from '../sync/model/ids.ts';
import type { CancelSignal } from '../sync/ports/cancel-signal.ts';
import type { Lease } from '../sync/ports/lease.ts';
import type { MicrosoftRemote, SalesRemote } from '../sync/ports/remote.ts';
import type { ReportSink } from '../sync/ports/report-sink.ts';
import type { RunRequest } from '../sync/ports/run-request.ts';
import type { SyncStore } from '../sync/ports/sync-store.ts';
import type { RunReport } from '../sync/model/run-report.ts';
import { runSync } from '../sync/run/run-sync.ts';

export interface Tokens {
  microsoft(options?: { readonly forceRefresh?: boolean; readonly claims?: string }): Promise<string>;
  sales(options?: { readonly forceRefresh?: boolean }): Promise<string>;
}

export interface RemoteFacts {
  readonly configuration: PaneConfiguration;
  readonly tokens: Tokens;
  readonly categoryName: string;
  readonly instance: InstanceId;
  readonly salesUser: string;
}

export function composeRemotes(facts: RemoteFacts): { microsoft: MicrosoftRemote; sales: SalesRemote } {
  const { configuration, tokens } = facts;
  return {
    microsoft: createGraphRemote({
      baseUrl: configuration.microsoft.graphBaseUrl,
      mailbox: { path: 'me' },
      getToken: tokens.microsoft,
      clock: systemClock,
      categoryName: facts.categoryName,
      instance: facts.instance,
    }),
    sales: createSalesRemote({
      baseUrl: configuration.sales.baseUrl,
      getToken: tokens.sales,
      clock: systemClock,
      salesUser: facts.salesUser,
      instance: facts.instance,
      frameworkVersion: configuration.sales.frameworkVersion,
    }),
  };
}

export interface RunParts {
  readonly remotes: { readonly microsoft: MicrosoftRemote; readonly sales: SalesRemote };
  readonly store: SyncStore;
  readonly lease: Lease;
  readonly reports: ReportSink;
}

export async function composeRun(
  parts: RunParts,
  request: RunRequest,
  signal: CancelSignal,
): Promise<RunReport> {
  const binding = await ensureBinding(parts.store, request, systemClock.nowMs());
  return runSync(
    {
      ...parts.remotes,
      store: parts.store,
      lease: parts.lease,
      clock: systemClock,
      digests: createDigests(binding.digestKey),
      reports: parts.reports,
    },
    request,
    signal,
  );
}
