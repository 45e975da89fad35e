// Both connectors of one person, loaded only when something needs them.

import type { Me } from '../../contract/runner-calls.ts';
import { tracedRemotes } from '../../remote/debug/traced-remotes.ts';
import { keptWhile } from '../../remote/kept-while.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import type { InstanceId } from '../../sync/model/ids.ts';
import type { MicrosoftRemote, SalesRemote } from '../../sync/ports/remote.ts';
import type { RemoteFacts } from '../compose.ts';
import type { Person } from './signed-in-person.ts';

/** `me`: the relay's answer that a run goes by; without one the newest. */
export type Remotes = (
  me?: Me,
) => Promise<{ readonly microsoft: MicrosoftRemote; readonly sales: SalesRemote }>;

type Facts = Pick<RemoteFacts, 'categoryName' | 'instance' | 'salesUser'>;

export function lazyRemotes(person: Person): Remotes {
  const remotesOf = keptWhile((facts: Facts) => make(person, facts));
  return (me) => remotesOf(factsOf(person, me ?? person.snapshots.get().me));
}

function factsOf(person: Person, me: Me | null): Facts {
  return {
    categoryName: me?.organisation.scope.categoryName ?? 'Shared with Sales',
    instance: (me?.instanceId ?? person.memory.owner.instance) as InstanceId,
    salesUser: person.sales.userName() ?? me?.salesUserName ?? '',
  };
}

async function make(person: Person, facts: Facts) {
  const { composeRemotes } = await import('../compose.ts');
  const { graphScopes } = person.configuration.microsoft;
  const remotes = composeRemotes({
    configuration: person.configuration,
    tokens: {
      microsoft: (options) => person.microsoft.token(graphScopes, options),
      sales: (options) => person.sales.token(options),
    },
    ...facts,
  });
  return tracedRemotes(remotes, person.debug, systemClock);
}
