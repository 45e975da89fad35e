// The other users: how many, one button to begin, one to stop, and how each of them fares.

import { Button, ProgressBar, Text } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { Problem } from '../frame/Problem.tsx';
import { UserStates } from '../actions/UserStates.tsx';
import type { Step } from './fix-rest.ts';
import type { Candidate, FixState, Rest } from './use-fix.ts';

export interface FixRestProps {
  readonly fix: FixState;
  /** the trial worked; else nobody knows yet */
  readonly isProven: boolean;
}

export function FixRest({ fix, isProven }: FixRestProps) {
  const { t } = useTranslation('causes-view');
  const known = (fix.concerned?.users ?? []).filter(({ id }) => id !== fix.trial?.user.id);
  const total = Math.max(known.length, (fix.concerned?.preview.hits ?? 1) - 1);
  if (total === 0) return <Text>{t('dialog.noRest')}</Text>;
  return (
    <>
      <Text>{t('dialog.rest', { count: total })}</Text>
      {isProven || fix.rest !== null ? null : <Text>{t('dialog.unproven')}</Text>}
      <Text size={200}>{t('dialog.restStops')}</Text>
      {fix.rest === null ? (
        <div>
          <Button appearance={isProven ? 'primary' : 'secondary'} onClick={fix.fixTheRest}>
            {t('dialog.start', { count: total })}
          </Button>
        </div>
      ) : (
        <RestProgress rest={fix.rest} total={total} onStop={fix.stop} />
      )}
    </>
  );
}

interface RestProgressProps {
  readonly rest: Rest;
  /** of all, known or not */
  readonly total: number;
  readonly onStop: () => void;
}

/** lines of the list; more would make every step slower than the last */
const mostListed = 200;

const counted = ['works', 'fails', 'queued', 'skipped', 'silent'] as const;

function RestProgress({ rest, total, onStop }: RestProgressProps) {
  const { t } = useTranslation('causes-view');
  const { number } = useMoments();
  const { t: monitor } = useTranslation('monitor');
  const wordOf = useStepWords();
  const shown = newestOf(rest);
  const steps = [...rest.steps.values()];
  const ended = steps.filter(({ state }) => state !== 'waiting' && state !== 'running').length;
  const most = Math.max(total, steps.length);
  const open = rest.isRunning ? most - ended : 0;
  const words = counted.flatMap((state) => {
    const found = steps.filter((step) => step.state === state).length;
    return found === 0 ? [] : [t(`count.${state}`, { number: number(found) })];
  });
  if (open > 0) words.push(t('count.open', { number: number(open) }));
  const failedName = rest.users.find(({ id }) => id === rest.failedId)?.displayName;
  return (
    <>
      <ProgressBar
        aria-label={t('dialog.progress')}
        value={ended / Math.max(1, most)}
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
        <Text>{t(rest.isStopping || rest.error ? 'dialog.stopped' : 'dialog.finished')}</Text>
      ) : null}
      {rest.error ? <Problem error={rest.error} /> : null}
      <UserStates
        label={t('dialog.progress')}
        users={shown.map(({ id, displayName }) => ({
          id,
          displayName,
          state: wordOf(rest.steps.get(id) ?? { state: 'waiting' }),
        }))}
      />
      {most > shown.length ? (
        <Text size={200}>{monitor('dialog.more', { number: number(most - shown.length) })}</Text>
      ) : null}
    </>
  );
}

/** Whoever is under way or failed stands in the list however long it is; else those that were reached last. */
function newestOf({ users, steps }: Rest): readonly Candidate[] {
  if (users.length <= mostListed) return users;
  const urgent = users.filter(({ id }) => ['running', 'fails'].includes(steps.get(id)?.state ?? 'waiting'));
  const others = users.filter((user) => !urgent.includes(user));
  const reached = others.filter(({ id }) => steps.get(id)?.state !== 'waiting');
  const rest = others.filter(({ id }) => steps.get(id)?.state === 'waiting');
  return [...urgent, ...reached.reverse(), ...rest].slice(0, mostListed);
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
