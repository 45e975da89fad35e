// The list is asked for when the address names it, not when its screen has been drawn: drawing takes longer than the way
// to the relay. What this browser remembers of it is read at the same time.

import type { QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { cards, userPage } from '../../../contract/users.ts';
import type { MonitorClient } from '../../../remote/relay/monitor-client.ts';
import type { MonitorCache } from '../../../store/dexie/monitor-cache.ts';
import { currentFragment, onFragment } from '../../shell/fragment-location.ts';
import { cardsQuestion, toShown, usersQuestion } from './questions.ts';
import { recall } from './recall.ts';
import { readView, type View } from './view.ts';

interface Desk {
  readonly queries: QueryClient;
  readonly client: MonitorClient;
  readonly cache: MonitorCache;
}

/** The screen finds the failure where it looks for the answer. */
const saidByTheScreen = (): void => undefined;

/** The view of the list that a fragment (`/monitor?card=failed`) names; null for every other screen. */
function listIn(fragment: string): View | null {
  const [path, query = ''] = fragment.split('?');
  return path === '/monitor' ? readView(query).view : null;
}

/** From now on the list is asked for as soon as the address names it. False until what is remembered of it can be drawn. */
export function useAskedAhead(desk: Desk): boolean {
  const [isReady, setIsReady] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    void askFirst(desk, currentFragment()).then(() => {
      if (isCurrent) setIsReady(true);
    });
    const stop = onFragment((fragment) => {
      const view = listIn(fragment);
      if (view) desk.queries.infiniteQuery(usersQuestion(desk.client, view)).catch(saidByTheScreen);
    });
    return () => {
      isCurrent = false;
      stop();
    };
  }, [desk]);
  return isReady;
}

async function askFirst({ queries, client, cache }: Desk, fragment: string): Promise<void> {
  const view = listIn(fragment);
  if (!view) return;
  const counts = cardsQuestion(client);
  const users = usersQuestion(client, view);
  queries.query(counts).catch(saidByTheScreen);
  queries.infiniteQuery(users).catch(saidByTheScreen);
  const remembered = { queries, cache };
  await Promise.all([
    recall(remembered, { key: counts.queryKey, schema: cards, toShown: (value) => value }),
    recall(remembered, { key: users.queryKey, schema: userPage, toShown }),
  ]);
}
