// What two documents say differently, setting by setting.

import diff from 'microdiff';
import type { OrganisationSettings } from './document.ts';
import { settingPaths, valueAt } from './paths.ts';
import type { SettingPath, SettingValue } from './paths.ts';

export interface SettingChange {
  readonly path: SettingPath;
  readonly from: SettingValue;
  readonly to: SettingValue;
}

/** In the order of the document. A list is one value: its members are not told apart. */
export function differences(from: OrganisationSettings, to: OrganisationSettings): SettingChange[] {
  const found = diff(from, to).map(({ path }) => path.join('.'));
  const isChanged = (path: string): boolean =>
    found.some((changed) => changed === path || changed.startsWith(`${path}.`));
  return settingPaths
    .filter(isChanged)
    .map((path) => ({ path, from: valueAt(from, path), to: valueAt(to, path) }));
}
