// From the organisation's document and a user's choices to what the engine is given.

import type { SavedSearchId } from '../sync/model/ids.ts';
import type { KindSettings, SyncSettings } from '../sync/model/settings.ts';
import type { OrganisationSettings, UserKindSettings, UserSettings } from './settings.ts';

/** What applies to contacts for one user; `salesDefault` is the search the Sales application marks as default. */
export function effectiveContacts(
  organisation: OrganisationSettings,
  user: UserSettings | null,
  salesDefault: string | null,
): UserKindSettings {
  const own = user?.kinds.find((kind) => kind.kind === 'contact') ?? null;
  const { conflict, scope } = organisation;
  const mayChooseSearch = scope.usersMayChooseSearch || own?.setBy === 'administrator';
  const mayChoosePolicy = conflict.usersMayOverride || own?.setBy === 'administrator';
  return {
    kind: 'contact',
    isOn: scope.contacts.isOn && (own?.isOn ?? true),
    savedSearch:
      (mayChooseSearch ? own?.savedSearch : null) ?? scope.contacts.defaultSavedSearch ?? salesDefault,
    savedSearchName: mayChooseSearch ? (own?.savedSearchName ?? null) : null,
    policy: (mayChoosePolicy ? own?.policy : null) ?? conflict.defaultPolicy,
    setBy: own?.setBy ?? 'organisation',
  };
}

/** Whether a person's own choice leaves nothing to sync: of what is built, that is contacts. */
export function isSwitchedOff({ kinds }: UserSettings): boolean {
  return kinds.some(({ kind, isOn, setBy }) => kind === 'contact' && !isOn && setBy !== 'organisation');
}

export interface UserOverrides {
  /** unit rules a person made from conflicts, kept on this device */
  readonly unitPolicies: KindSettings['unitPolicies'];
}

export function resolveSettings(
  organisation: OrganisationSettings,
  contacts: UserKindSettings,
  overrides: UserOverrides = { unitPolicies: {} },
): SyncSettings {
  const { conflict, scope, safety } = organisation;
  return {
    categoryName: scope.categoryName,
    totalLimit: scope.totalLimit,
    mergeUnit: conflict.mergeUnit,
    kinds: {
      contact: {
        isOn: contacts.isOn,
        savedSearch: contacts.savedSearch as SavedSearchId | null,
        policy: contacts.policy,
        recordLimit: scope.contacts.recordLimit,
        allowCreateInSales: organisation.contacts.allowCreateInSales,
        allowDeleteInSales: organisation.contacts.allowDeleteInSales,
        blankNeverOverwrites: conflict.blankNeverOverwrites,
        unitPolicies: overrides.unitPolicies,
      },
    },
    contacts: {
      allowWithoutAccount: organisation.contacts.allowWithoutAccount,
      sharePersonalFields: organisation.contacts.sharePersonalFields,
    },
    safety: {
      deleteCount: safety.deleteCount,
      deleteShare: safety.deleteSharePercent / 100,
      firstSyncNeedsPlan: safety.firstSyncNeedsPlan,
    },
  };
}
