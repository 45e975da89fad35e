// The runs of this device, newest first; one opens its details.

import { History24Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { RunReport } from '../../../sync/model/run-report.ts';
import type { Session } from '../../session/session.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { useRows } from '../../shell/use-rows.ts';
import { Card } from '../frame/Card.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { RowLink } from '../frame/RowLink.tsx';
import { Screen } from '../frame/Screen.tsx';
import { VirtualList } from '../list/VirtualList.tsx';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { runTotals } from './run-counts.ts';

const readRuns = (session: Session) => session.runs();

export function HistoryScreen() {
  const { t } = useTranslation();
  const rows = useRows(readRuns);
  return (
    <Screen title={t('history.title')} back="/">
      <Loaded rows={rows}>
        {(runs) =>
          runs.length === 0 ? (
            <Empty icon={<History24Regular />} title={t('history.empty')} hint={t('history.emptyHint')} />
          ) : (
            <Card isFlush>
              <VirtualList
                label={t('history.title')}
                items={runs}
                keyOf={({ runId }) => runId}
                rowHeight={56}
                row={(run) => <RunLine run={run} />}
              />
            </Card>
          )
        }
      </Loaded>
    </Screen>
  );
}

function RunLine({ run }: { readonly run: RunReport }) {
  const { t } = useTranslation();
  const { at, length } = useMoments();
  const causes = useCauseWords();
  const totals = runTotals(run);
  const did = [
    totals.changes > 0 ? t('history.changes', { count: totals.changes }) : null,
    totals.planned > 0 ? t('history.planned', { count: totals.planned }) : null,
    totals.failing > 0 ? t('history.failing', { count: totals.failing }) : null,
  ].filter((part) => part !== null);
  const cause = run.cause === 'plan-waiting' ? t('home.state.plan') : run.cause && causes.name(run.cause);
  const what = cause ?? (did.join(', ') || t('history.nothing'));
  return (
    <RowLink
      to={`/history/${run.runId}`}
      icon={<OutcomeIcon outcome={run.outcome} />}
      label={t(`history.outcome.${run.outcome}`)}
      detail={`${at(run.startedAtMs)} · ${what} · ${length(run.durations.totalMs)}`}
    />
  );
}
