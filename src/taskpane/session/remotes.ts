// Both connectors, made once per person and loaded only when something needs them.

import { tracedRemotes } from '../../remote/debug/traced-remotes.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import type { InstanceId } from '../../sync/model/ids.ts';
import type { MicrosoftRemote, SalesRemote } from '../../sync/ports/remote.ts';
import type { Person } from './signed-in-person.ts';

export type Remotes = () => Promise<{ readonly microsoft: MicrosoftRemote; readonly sales: SalesRemote }>;

export function lazyRemotes(person: Person): Remotes {
  let made: ReturnType<Remotes> | null = null;
  return () => {
    made ??= make(person).catch((error: unknown) => {
      made = null;
      throw error;
    });
    return made;
  };
}

async function make(person: Person) {
  const { composeRemotes } = await import('../compose.ts');
  const { me } = person.snapshots.get();
  const { graphScopes } = person.configuration.microsoft;
  const remotes = composeRemotes({
    configuration: person.configuration,
    tokens: {
      microsoft: (options) => person.microsoft.token(graphScopes, options),
      sales: (options) => person.sales.token(options),
    },
    categoryName: me?.organisation.scope.categoryName ?? 'Shared with Sales',
    instance: (me?.instanceId ?? person.memory.owner.instance) as InstanceId,
    salesUser: person.sales.userName() ?? me?.salesUserName ?? '',
  });
  return tracedRemotes(remotes, person.debug, systemClock);
}
