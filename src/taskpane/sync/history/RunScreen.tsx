// One run: how it ended and why, what it did on each side, where the time went, and what failed.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunReport } from '../../../sync/model/run-report.ts';
import type { Session } from '../../session/session.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { useRows } from '../../shell/use-rows.ts';
import { Card } from '../frame/Card.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Facts } from './Facts.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Details } from '../../shell/Details.tsx';
import { Screen } from '../frame/Screen.tsx';
import { CountsTable } from './CountsTable.tsx';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { hasCounted } from './run-counts.ts';
import { RunFailures } from './RunFailures.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS },
});

export function RunScreen({ runId }: { readonly runId: string }) {
  const { t } = useTranslation();
  const readRun = useCallback(
    async (session: Session) => (await session.runs()).find((run) => run.runId === runId) ?? null,
    [runId],
  );
  const rows = useRows(readRun);
  return (
    <Screen title={t('runDetails.title')} back="/history">
      <Loaded rows={rows}>
        {(run) =>
          run ? (
            <RunDetails run={run} />
          ) : (
            <Empty title={t('runDetails.gone')} hint={t('runDetails.goneHint')} />
          )
        }
      </Loaded>
    </Screen>
  );
}

function RunDetails({ run }: { readonly run: RunReport }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { date, length } = useMoments();
  const causes = useCauseWords();
  const contacts = run.kinds.contact;
  return (
    <>
      <Card>
        <div className={styles.head}>
          <OutcomeIcon outcome={run.outcome} />
          <Text weight="semibold">{t(`history.outcome.${run.outcome}`)}</Text>
        </div>
        {run.cause ? <Text>{causes.user(run.cause)}</Text> : null}
        <Facts
          facts={[
            [t('runDetails.started'), date(run.startedAtMs)],
            [t('runDetails.duration'), length(run.durations.totalMs)],
            [t('runDetails.trigger'), t(`history.trigger.${run.trigger}`)],
            [t('runDetails.mode'), t(`history.mode.${run.mode}`)],
          ]}
        />
        <Details
          facts={{ code: run.cause ?? run.outcome, status: null, requestId: null, runId: run.runId }}
        />
      </Card>
      {contacts ? (
        <Card title={t('runDetails.counts')}>
          {hasCounted(run.outcome, contacts) ? (
            <CountsTable counts={contacts} />
          ) : (
            <Text>{t('runDetails.uncounted')}</Text>
          )}
        </Card>
      ) : null}
      <RunFailures failures={run.failures} />
      <Timing run={run} />
    </>
  );
}

function Timing({ run }: { readonly run: RunReport }) {
  const { t } = useTranslation();
  const { length } = useMoments();
  const { microsoftMs, salesMs, internalMs } = run.durations;
  return (
    <Card title={t('runDetails.timing')}>
      <Facts
        facts={[
          [
            t('side.microsoft'),
            `${length(microsoftMs)} · ${t('runDetails.requests', { count: run.requests.microsoft })}`,
          ],
          [
            t('side.sales'),
            `${length(salesMs)} · ${t('runDetails.requests', { count: run.requests.sales })}`,
          ],
          [t('runDetails.internal'), length(internalMs)],
          ...(run.throttledMs > 0 ? [[t('runDetails.throttled'), length(run.throttledMs)] as const] : []),
        ]}
      />
    </Card>
  );
}
