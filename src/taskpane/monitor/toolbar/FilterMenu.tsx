// Which users of the card are listed: by cause, runner, client version and sign-in. All that are set have to hold.

import {
  Button,
  Field,
  makeStyles,
  Popover,
  PopoverSurface,
  PopoverTrigger,
  Select,
  Tooltip,
  tokens,
} from '@fluentui/react-components';
import { Filter20Filled, Filter20Regular } from '@fluentui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { authorizationFilters, runnerFilters } from '../../../contract/user-filters.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { usePlace } from '../data/use-place.ts';
import { hasFilters, noFilters, type Filters } from '../data/view.ts';
import { useIsWide } from '../frame/use-is-wide.ts';

const useStyles = makeStyles({
  surface: {
    display: 'grid',
    rowGap: tokens.spacingVerticalM,
    boxSizing: 'border-box',
    width: '264px',
    maxWidth: '100vw',
  },
});

export const FilterMenu = memo(function FilterMenu() {
  const { t } = useTranslation('monitor');
  const isWide = useIsWide();
  const { view } = usePlace();
  const [isOpen, setOpen] = useState(false);
  const isOn = hasFilters(view);
  const button = (
    <Button
      appearance={isWide ? 'secondary' : 'subtle'}
      icon={isOn ? <Filter20Filled /> : <Filter20Regular />}
      aria-pressed={isOn}
    >
      {isWide ? t('filter.name') : null}
    </Button>
  );
  return (
    <Popover
      trapFocus
      open={isOpen}
      positioning="below-start"
      onOpenChange={(_, { open }) => {
        setOpen(open);
      }}
    >
      <PopoverTrigger disableButtonEnhancement>
        {isWide ? (
          button
        ) : (
          <Tooltip content={t('filter.name')} relationship="label" positioning="below">
            {button}
          </Tooltip>
        )}
      </PopoverTrigger>
      <PopoverSurface aria-label={t('filter.name')}>
        {isOpen ? (
          <FilterForm
            onDone={() => {
              setOpen(false);
            }}
          />
        ) : null}
      </PopoverSurface>
    </Popover>
  );
});

interface Choice {
  readonly value: string;
  readonly words: string;
}

function FilterForm({ onDone }: { readonly onDone: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const causes = useCauseWords();
  const { view, change } = usePlace();
  const known = useKnown();
  const withChosen = (values: readonly string[], chosen: string | null): readonly string[] =>
    chosen === null || values.includes(chosen) ? values : [chosen, ...values];
  const choices: Readonly<Record<keyof Filters, readonly Choice[]>> = {
    cause: [...new Set([...(view.cause ? [view.cause] : []), ...known.causes])].map((value) => ({
      value,
      words: causes.name(value),
    })),
    runner: runnerFilters.map((value) => ({ value, words: t(`filter.runner.${value}`) })),
    version: withChosen(known.versions, view.version).map((value) => ({ value, words: value })),
    authorization: authorizationFilters.map((value) => ({
      value,
      words: t(`filter.authorization.${value}`),
    })),
  };
  const names = ['cause', 'runner', 'version', 'authorization'] as const;
  return (
    <div className={styles.surface}>
      {names.map((name) => (
        <Field key={name} label={t(`filter.label.${name}`)}>
          <Select
            value={view[name] ?? ''}
            onChange={(_, { value }) => {
              change({ [name]: choices[name].find((choice) => choice.value === value)?.value ?? null });
            }}
          >
            <option value="">{t('filter.any')}</option>
            {choices[name].map(({ value, words }) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        </Field>
      ))}
      <Button
        disabledFocusable={!hasFilters(view)}
        onClick={() => {
          change(noFilters);
          onDone();
        }}
      >
        {t('filter.clear')}
      </Button>
    </div>
  );
}

/** What there is at the moment; without an answer only what is chosen can be changed. */
function useKnown() {
  const { client } = useMonitor();
  const versions = useQuery({
    queryKey: queryKeys.versions,
    queryFn: ({ signal }) => client.clientVersions(signal),
    staleTime: 60_000,
  });
  const causes = useQuery({
    queryKey: queryKeys.causes,
    queryFn: ({ signal }) => client.causes(signal),
    staleTime: 60_000,
  });
  return {
    versions: versions.data ?? [],
    causes: (causes.data?.items ?? []).map(({ cause }) => cause),
  };
}
