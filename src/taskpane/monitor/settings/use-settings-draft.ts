// The form's state: what was read, what is being changed, and the way through saving: look, save, or meet somebody else's
// version first.

import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
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
import { isUnanswered } from '../frame/is-unanswered.ts';
import { onTop, type Both } from './BothDialog.tsx';
import { saveSettings } from './save-settings.ts';
import { refusedBy, wrongOf, type Refused } from './wrong-fields.ts';

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;

/** `answer` is what the form begins with; a later one is told, and met when the person wants it or saves. */
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
  const lost = useRef<OrganisationSettings | null>(null);

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
      saveSettings(client.administration, { settings, version: base.version, lost: lost.current }),
    onSuccess: (saved, mine) => {
      lost.current = null;
      if (saved.is === 'met') {
        setReviewed(null);
        setBoth({ base: base.settings, mine, theirs: saved.theirs });
        return;
      }
      begin(saved.answer);
      void queries.invalidateQueries({ queryKey: queryKeys.settingsHistory });
    },
    onError: (error, mine) => {
      if (isUnanswered(error)) lost.current = mine;
      const told = isRelayError(error) ? refusedBy(error, form.getValues()) : null;
      setRefused(told);
      if (told) setReviewed(null);
    },
  });

  const resolveBoth = (shown: (met: Both) => OrganisationSettings): void => {
    save.reset();
    if (both) begin(both.theirs, shown(both));
  };
  // one's own answer arrives here a moment before it is the base
  const newer = answer.version > base.version && !save.isPending && both === null ? answer : null;
  return {
    form,
    values,
    changes,
    /** the version that the form shows, with what is changed on top */
    shown: base.version,
    /** what somebody else saved since then */
    newer,
    meetNewer: () => {
      if (newer === null) return;
      if (changes.length === 0) begin(newer);
      else setBoth({ base: base.settings, mine: form.getValues(), theirs: newer });
    },
    wrong,
    reviewed,
    review: setReviewed,
    refuse: setRefused,
    both,
    save,
    isSaved: save.data?.is === 'saved',
    /** what went wrong with saving and is not said at a field */
    problem: refused === null ? save.error : null,
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
