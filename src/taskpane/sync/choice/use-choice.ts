// What the person is about to choose for contacts: what applies now, until they touch it. `value` is null while it is
// not known what applies.

import { useEffect, useState } from 'react';
import type { ConflictPolicy } from '../../../sync/model/settings.ts';
import type { SavedSearch } from '../../../sync/ports/remote.ts';
import type { KindChoice } from '../../session/session.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { useDeed, type Deed } from '../deed/use-deed.ts';

export interface ChoiceDraft {
  readonly isOn: boolean;
  readonly searches: readonly SavedSearch[] | null;
  readonly search: SavedSearch | null;
  readonly policy: ConflictPolicy;
  /** reading the saved searches; a failure stays with its reason */
  readonly loading: Deed;
  readonly value: KindChoice | null;
  readonly isTouched: boolean;
  change(part: Partial<Pick<ChoiceDraft, 'isOn' | 'search' | 'policy'>>): void;
  reload(): void;
  settle(): void;
}

type Touched = Partial<Pick<ChoiceDraft, 'isOn' | 'search' | 'policy'>>;

export function useChoice(): ChoiceDraft {
  const session = useSession();
  const { contacts, savedSearches } = useSnapshot();
  const [touched, setTouched] = useState<Touched>({});
  const loading = useDeed();
  const reload = (): void => void loading.run(() => session.loadSavedSearches());
  const isMissing = savedSearches === null;
  useEffect(() => {
    if (isMissing) reload();
    // Asked once; afterwards the person asks again with the button of the notice.
  }, [session]);

  const searches = savedSearches?.filter((search) => search.kind === 'contact') ?? null;
  const applied =
    searches?.find((search) => search.id === contacts?.savedSearch) ??
    searches?.find((search) => search.isDefault) ??
    null;
  const search = touched.search === undefined ? applied : touched.search;
  const isOn = touched.isOn ?? contacts?.isOn ?? true;
  const policy = touched.policy ?? contacts?.policy ?? 'sales-wins';
  const isComplete = contacts !== null && searches !== null && (search !== null || searches.length === 0);
  return {
    isOn,
    searches,
    search,
    policy,
    loading,
    value: isComplete ? { isOn, savedSearch: search, policy } : null,
    isTouched: Object.keys(touched).length > 0,
    change: (part) => {
      setTouched({ ...touched, ...part });
    },
    reload,
    settle: () => {
      setTouched({});
    },
  };
}
