// How many records a saved search selects now; asked once per search while the screen is open.

import { useEffect, useState } from 'react';
import type { SavedSearch } from '../../../sync/ports/remote.ts';
import { useSession } from '../../shell/session-context.tsx';

export type MemberCount = number | 'counting' | 'failed';

export function useMemberCount(search: SavedSearch | null): MemberCount {
  const session = useSession();
  const [counts, setCounts] = useState<Readonly<Record<string, number | 'failed'>>>({});
  const isKnown = search === null || counts[search.id] !== undefined;
  useEffect(() => {
    if (search === null || isKnown) return undefined;
    let isCurrent = true;
    const keep = (count: number | 'failed'): void => {
      if (isCurrent) setCounts((before) => ({ ...before, [search.id]: count }));
    };
    session.countMembers('contact', search).then(keep, () => {
      keep('failed');
    });
    return () => {
      isCurrent = false;
    };
  }, [session, search, isKnown]);
  return search === null ? 0 : (counts[search.id] ?? 'counting');
}
