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
import { isUnanswered } from '../frame/is-unanswered.ts';
import { onTop, type Both } from './BothDialog.tsx';
import { saveSettings } from './save-settings.ts';
import { refusedBy, wrongOf, type Refused } from './wrong-fields.ts';

export type SettingsDraft = ReturnType<typeof useSettingsDraft>;

/** A save that nobody answered: it may have been done. */
interface Lost {
  readonly settings: OrganisationSettings;
  /** epoch ms of the newest answer at that time */
  readonly answeredAtMs: number;
}

/**
 * `answer`, which came at `answeredAtMs`, is what the form begins with; a later one is told, and met when the person wants
 * it or is about to save.
 */
export function useSettingsDraft(answer: SettingsAnswer, answeredAtMs: number) {
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
  const [lost, setLost] = useState<Lost | null>(null);

  const begin = (from: SettingsAnswer, shown = from.settings): void => {
    setBase(from);
    reset(shown);
    setReviewed(null);
    setRefused(null);
    setBoth(null);
    queries.setQueryData(queryKeys.settings, from);
  };
  const readAgain = (): void => {
    void queries.invalidateQueries({ queryKey: queryKeys.settings, exact: true });
  };
  const save = useMutation({
    networkMode: 'always',
    mutationFn: (settings: OrganisationSettings) =>
      saveSettings(client.administration, { settings, version: base.version, lost: lost?.settings ?? null }),
    onSuccess: (saved, mine) => {
      setLost(null);
      if (saved.is === 'met') {
        setReviewed(null);
        setBoth({ base: base.settings, mine, theirs: saved.theirs });
        return;
      }
      begin(saved.answer);
      void queries.invalidateQueries({ queryKey: queryKeys.settingsHistory });
    },
    onError: (error, mine) => {
      if (isUnanswered(error)) {
        // Asked until it is answered, which is how one learns that the service is back.
        setLost({ settings: mine, answeredAtMs });
        readAgain();
      }
      const told = isRelayError(error) ? refusedBy(error, form.getValues()) : null;
      setRefused(told);
      if (told) setReviewed(null);
    },
  });

  // What got no answer may have been saved: it is nobody else's, and saving it again finds it there.
  const isOwn = lost !== null && differences(answer.settings, lost.settings).length === 0;
  // one's own answer arrives here a moment before it is the base
  const isNewer = answer.version > base.version && !save.isPending && !isOwn;
  // A preview on top of an old version would show other differences than saving makes.
  const met =
    both ?? (isNewer && reviewed !== null ? { base: base.settings, mine: reviewed, theirs: answer } : null);
  const newer = isNewer && met === null ? answer : null;
  const isBack = isUnanswered(save.error) && lost !== null && answeredAtMs !== lost.answeredAtMs;

  const resolveBoth = (shown: (both: Both) => OrganisationSettings): OrganisationSettings | null => {
    if (met === null) return null;
    save.reset();
    const settings = shown(met);
    begin(met.theirs, settings);
    return differences(met.theirs.settings, settings).length === 0 ? null : settings;
  };
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
    reviewed: met === null ? reviewed : null,
    review: (checked: OrganisationSettings | null) => {
      setReviewed(checked);
      if (checked !== null) readAgain();
    },
    refuse: setRefused,
    both: met,
    save,
    isSaved: save.data?.is === 'saved',
    /** what went wrong with saving and is not said at a field */
    problem: refused === null && !isBack ? save.error : null,
    /** a save got no answer, and the service has answered since */
    isBack,
    keepEdits: () => {
      resolveBoth(onTop);
    },
    /** straight to the preview of what would be saved now */
    keepMine: () => {
      const settings = resolveBoth(onTop);
      if (settings !== null && settingsDocument.safeParse(settings).success) setReviewed(settings);
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
