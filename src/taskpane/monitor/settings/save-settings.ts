// Saving, and what a refusal for another version means. It is somebody else's version, or one's own: the answer to an
// earlier press got lost.

import { differences } from '../../../contract/organisation/differences.ts';
import type { OrganisationSettings, SettingsAnswer } from '../../../contract/settings.ts';
import type { AdministrationClient } from '../../../remote/relay/administration-client.ts';
import { isRelayError } from '../../../remote/relay/relay-error.ts';

export interface Saving {
  readonly settings: OrganisationSettings;
  /** what they are a change of */
  readonly version: number;
  /** the earlier version they were taken from */
  readonly restored?: number;
  /** what was sent before and got no answer */
  readonly lost?: OrganisationSettings | null;
}

export type Saved =
  | { readonly is: 'saved'; readonly answer: SettingsAnswer }
  /** somebody else saved: nothing of mine is */
  | { readonly is: 'met'; readonly theirs: SettingsAnswer };

type Administration = Pick<AdministrationClient, 'settings' | 'saveSettings'>;

/** Rejects as the client does, also when what is saved now cannot be read. */
export async function saveSettings(administration: Administration, saving: Saving): Promise<Saved> {
  const { lost = null, ...change } = saving;
  try {
    return { is: 'saved', answer: await administration.saveSettings(change) };
  } catch (error) {
    if (!isRelayError(error) || error.status !== 412) throw error;
  }
  const present = await administration.settings();
  if (isSame(present.settings, change.settings)) return { is: 'saved', answer: present };
  // Mine was saved after all, and has been changed here since: that change is still to be saved.
  if (lost !== null && isSame(present.settings, lost))
    return saveSettings(administration, { ...change, version: present.version });
  return { is: 'met', theirs: present };
}

function isSame(one: OrganisationSettings, other: OrganisationSettings): boolean {
  return differences(one, other).length === 0;
}
