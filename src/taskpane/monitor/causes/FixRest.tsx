// The other users: how many, one button to begin, one to stop, and how each of them fares.

import { Button, ProgressBar, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { UserRow } from '../../../contract/users.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { UserStates } from '../actions/UserStates.tsx';
import type { Step } from './fix-rest.ts';
import type { FixState, Rest } from './use-fix.ts';

export function FixRest({ fix }: { readonly fix: FixState }) {
  const { t } = useTranslation('causes-view');
  const { number } = useMoments();
  const users = (fix.concerned?.users ?? []).filter(({ id }) => id !== fix.trial?.user.id);
  const total = Math.max(users.length, (fix.concerned?.preview.hits ?? 1) - 1);
  if (users.length === 0) return <Text>{t('dialog.noRest')}</Text>;
  return (
    <>
      <Text>{t('dialog.rest', { count: total })}</Text>
      {total > users.length ? <Text>{t('dialog.cut', { number: number(users.length) })}</Text> : null}
      <Text size={200}>{t('dialog.restStops')}</Text>
      {fix.rest === null ? (
        <div>
          <Button appearance="primary" onClick={fix.fixTheRest}>
            {t('dialog.start', { count: users.length })}
          </Button>
        </div>
      ) : (
        <RestProgress rest={fix.rest} users={users} onStop={fix.stop} />
      )}
    </>
  );
}

interface RestProgressProps {
  readonly rest: Rest;
  readonly users: readonly UserRow[];
  readonly onStop: () => void;
}

const counted = ['works', 'fails', 'queued', 'skipped', 'silent'] as const;

function RestProgress({ rest, users, onStop }: RestProgressProps) {
  const { t } = useTranslation('causes-view');
  const { number } = useMoments();
  const wordOf = useStepWords();
  const steps = [...rest.steps.values()];
  const open = steps.filter(({ state }) => state === 'waiting' || state === 'running').length;
  const words = counted.flatMap((state) => {
    const found = steps.filter((step) => step.state === state).length;
    return found === 0 ? [] : [t(`count.${state}`, { number: number(found) })];
  });
  if (open > 0) words.push(t('count.open', { number: number(open) }));
  const failedName = users.find(({ id }) => id === rest.failedId)?.displayName;
  return (
    <>
      <ProgressBar
        aria-label={t('dialog.progress')}
        value={(steps.length - open) / Math.max(1, steps.length)}
        color={rest.failedId === null ? (open === 0 ? 'success' : 'brand') : 'error'}
      />
      <Text weight="semibold" role="status">
        {words.join(' · ')}
      </Text>
      {rest.isRunning ? (
        <div>
          {rest.isStopping ? (
            <Text>{t('dialog.stopping')}</Text>
          ) : (
            <Button onClick={onStop}>{t('dialog.stop')}</Button>
          )}
        </div>
      ) : null}
      {!rest.isRunning && failedName !== undefined ? (
        <Text>{t('dialog.failedFirst', { name: failedName })}</Text>
      ) : null}
      {!rest.isRunning && failedName === undefined ? (
        <Text>{t(rest.isStopping ? 'dialog.stopped' : 'dialog.finished')}</Text>
      ) : null}
      <UserStates
        label={t('dialog.progress')}
        users={users.map(({ id, displayName }) => ({
          id,
          displayName,
          state: wordOf(rest.steps.get(id) ?? { state: 'waiting' }),
        }))}
      />
    </>
  );
}

function useStepWords(): (step: Step) => string {
  const { t } = useTranslation('causes-view');
  const { t: monitor } = useTranslation('monitor');
  const causes = useCauseWords();
  return (step) => {
    if (step.state === 'fails')
      return t('step.fails', { reason: step.cause === null ? t('otherFailure') : causes.name(step.cause) });
    if (step.state === 'skipped') return t('step.skipped', { reason: monitor(`refusal.${step.reason}`) });
    return t(`step.${step.state}`);
  };
}
