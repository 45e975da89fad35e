// The form's state: what was read, what is being changed, and the way through saving: look, save, or meet somebody else's
// version first.

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { differences } from '../../../contract/organisation/differences.ts';
import { settingPaths } from '../../../contract/organisation/paths.ts';
import {
  settingsDocument,
  type OrganisationSettings,
  type SettingsAnswer,
} from '../../../contract/settings.ts';
import { isRelayError, type RelayError } from '../../../remote/relay/relay-error.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { onTop, type Both } from './BothDialog.tsx';

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;

/** `answer` is what the form begins with; a later one is met when saving. */
export function useSettingsDraft(answer: SettingsAnswer) {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [base, setBase] = useState(answer);
  const form = useForm<OrganisationSettings>({
    defaultValues: answer.settings,
    resolver: zodResolver(settingsDocument),
    mode: 'onChange',
  });
  const { control, trigger, reset, setError } = form;
  const values = useWatch({ control }) as OrganisationSettings;
  const changes = useMemo(() => differences(base.settings, values), [base, values]);
  // one value may contradict another one: all of them are looked at again
  useEffect(() => {
    void trigger();
  }, [values, trigger]);
  const [reviewed, setReviewed] = useState<OrganisationSettings | null>(null);
  const [both, setBoth] = useState<Both | null>(null);

  const begin = (from: SettingsAnswer, shown = from.settings): void => {
    setBase(from);
    reset(shown);
    setReviewed(null);
    setBoth(null);
    queries.setQueryData(queryKeys.settings, from);
  };
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (settings: OrganisationSettings) =>
      client.administration.saveSettings({ settings, version: base.version }),
    onSuccess: (saved) => {
      begin(saved);
      void queries.invalidateQueries({ queryKey: queryKeys.settingsHistory });
    },
    onError: async (error, mine) => {
      if (!isRelayError(error)) return;
      if (error.status === 412) {
        const theirs = await client.administration.settings();
        setReviewed(null);
        setBoth({ base: base.settings, mine, theirs });
      }
      tellFields(error);
    },
  });

  /** What the relay refuses stands at its field. */
  function tellFields({ problem }: RelayError): void {
    for (const { pointer, detail } of problem?.errors ?? []) {
      const dotted = pointer.replace(/^\//, '').replaceAll('/', '.');
      const path = settingPaths.find((known) => dotted === known || dotted.startsWith(`${known}.`));
      if (path === undefined) continue;
      setError(path, { type: 'server', message: detail });
      setReviewed(null);
    }
  }

  const resolveBoth = (shown: (met: Both) => OrganisationSettings): void => {
    save.reset();
    if (both) begin(both.theirs, shown(both));
  };
  return {
    form,
    changes,
    reviewed,
    review: setReviewed,
    both,
    save,
    keepMine: () => {
      resolveBoth(onTop);
    },
    takeTheirs: () => {
      resolveBoth(({ theirs }) => theirs.settings);
    },
    discard: () => {
      reset(base.settings);
      save.reset();
    },
  };
}
