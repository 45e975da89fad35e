// The form's state: what was read, what is being changed, and the way through saving: look, save, or meet somebody else's
// version first.

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { differences } from '../../../contract/organisation/differences.ts';
import {
  settingsDocument,
  type OrganisationSettings,
  type SettingsAnswer,
} from '../../../contract/settings.ts';
import { isRelayError } from '../../../remote/relay/relay-error.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { onTop, type Both } from './BothDialog.tsx';
import { refusedBy, wrongOf, type Refused } from './wrong-fields.ts';

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;

/** `answer` is what the form begins with; a later one is met when saving. */
export function useSettingsDraft(answer: SettingsAnswer) {
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [base, setBase] = useState(answer);
  const form = useForm<OrganisationSettings>({
    defaultValues: answer.settings,
    resolver: zodResolver(settingsDocument),
    // The form's own checks would draw all fields again with each key: what is wrong is found once, below, and each field
    // is told of its own. The resolver stays for the way out, and for the focus on the first field that is wrong.
    mode: 'onSubmit',
    reValidateMode: 'onSubmit',
  });
  const { control, reset } = form;
  const values = useWatch({ control }) as OrganisationSettings;
  const changes = useMemo(() => differences(base.settings, values), [base, values]);
  const [refused, setRefused] = useState<Refused | null>(null);
  const wrong = useMemo(() => wrongOf(values, refused), [values, refused]);
  const [reviewed, setReviewed] = useState<OrganisationSettings | null>(null);
  const [both, setBoth] = useState<Both | null>(null);

  const begin = (from: SettingsAnswer, shown = from.settings): void => {
    setBase(from);
    reset(shown);
    setReviewed(null);
    setRefused(null);
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
      const told = refusedBy(error, form.getValues());
      setRefused(told);
      if (told) setReviewed(null);
    },
  });

  const resolveBoth = (shown: (met: Both) => OrganisationSettings): void => {
    save.reset();
    if (both) begin(both.theirs, shown(both));
  };
  return {
    form,
    values,
    changes,
    wrong,
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
