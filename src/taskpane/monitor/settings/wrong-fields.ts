// What is wrong with which setting. One pass over the document per change (well under a millisecond), because one value
// may contradict another one.

import { differences } from '../../../contract/organisation/differences.ts';
import { settingPaths } from '../../../contract/organisation/paths.ts';
import type { SettingPath } from '../../../contract/organisation/paths.ts';
import { settingsDocument, type OrganisationSettings } from '../../../contract/settings.ts';
import type { RelayError } from '../../../remote/relay/relay-error.ts';

export interface FieldError {
  /** found by the relay, in its own words */
  readonly isRefused: boolean;
  readonly message: string;
}
export type WrongFields = ReadonlyMap<SettingPath, FieldError>;

/** What the relay refused, and in which document: it says nothing about another one. */
export interface Refused {
  readonly settings: OrganisationSettings;
  readonly wrong: WrongFields;
}

/** At most one error per setting: the first. `values` may be anything that the form can hold. */
export function wrongOf(values: OrganisationSettings, refused: Refused | null): WrongFields {
  const checked = settingsDocument.safeParse(values);
  if (!checked.success)
    return firstPerPath(
      checked.error.issues.map(({ path, message }) => ({ dotted: path.join('.'), message })),
      false,
    );
  return refused && differences(refused.settings, values).length === 0 ? refused.wrong : new Map();
}

/** Null when the relay did not speak of a setting. `values` are what stands in the form; they are copied. */
export function refusedBy({ problem }: RelayError, values: OrganisationSettings): Refused | null {
  const found = (problem?.errors ?? []).map(({ pointer, detail }) => ({
    dotted: pointer.replace(/^\//, '').replaceAll('/', '.'),
    message: detail,
  }));
  const wrong = firstPerPath(found, true);
  return wrong.size === 0 ? null : { settings: structuredClone(values), wrong };
}

function firstPerPath(
  found: readonly { readonly dotted: string; readonly message: string }[],
  isRefused: boolean,
): WrongFields {
  const wrong = new Map<SettingPath, FieldError>();
  for (const { dotted, message } of found) {
    // what is wrong with a member of a list is wrong with the list
    const path = settingPaths.find((known) => dotted === known || dotted.startsWith(`${known}.`));
    if (path !== undefined && !wrong.has(path)) wrong.set(path, { isRefused, message });
  }
  return wrong;
}
