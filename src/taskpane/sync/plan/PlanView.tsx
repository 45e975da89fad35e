// A plan that waits: totals, the list with what the person left out, and the one button that applies it.

import { Button, makeStyles, Select, Text, tokens } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanAction, StoredPlan } from '../../../sync/model/plan.ts';
import type { Side } from '../../../sync/model/side.ts';
import { navigate } from '../../shell/fragment-location.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { NumberTable } from '../frame/NumberTable.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { VirtualList } from '../list/VirtualList.tsx';
import {
  isWritten,
  matches,
  planFilters,
  planTotals,
  type PlanFilter,
  type PlanTotal,
} from './plan-totals.ts';
import { PlanRow } from './PlanRow.tsx';

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
  filter: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  bar: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    paddingBlock: tokens.spacingVerticalM,
    backgroundColor: tokens.colorNeutralBackground2,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
});

export function PlanView({ plan }: { readonly plan: StoredPlan }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { ago } = useMoments();
  const totals = useMemo(() => planTotals(plan.items), [plan]);
  const [excluded, setExcluded] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState<PlanFilter>('all');
  const shown = useMemo(() => plan.items.filter((item) => matches(item, filter)), [plan, filter]);
  const toggle = (id: string, isIncluded: boolean): void => {
    const next = new Set(excluded);
    if (isIncluded) next.delete(id);
    else next.add(id);
    setExcluded(next);
  };
  return (
    <>
      <Text className={styles.hint}>{t(`plan.reason.${plan.reason}`)}</Text>
      <Card title={t('plan.totals')}>
        {totals.length === 0 ? <Text>{t('plan.none')}</Text> : <Totals totals={totals} />}
        <Text size={200} className={styles.quiet}>
          {t('plan.meanwhile')} {t('plan.made', { ago: ago(plan.madeAtMs) })}
        </Text>
      </Card>
      {plan.items.length === 0 ? null : (
        <>
          <Filter totals={totals} filter={filter} onFilter={setFilter} />
          <Card isFlush>
            <VirtualList
              label={t('plan.records')}
              items={shown}
              keyOf={(item) => item.id}
              rowHeight={52}
              row={(item) => (
                <PlanRow
                  item={item}
                  isIncluded={!excluded.has(item.id)}
                  onInclude={(isIncluded) => {
                    toggle(item.id, isIncluded);
                  }}
                />
              )}
            />
          </Card>
        </>
      )}
      <ApplyBar plan={plan} excluded={excluded} />
    </>
  );
}

function Totals({ totals }: { readonly totals: readonly PlanTotal[] }) {
  const { t } = useTranslation();
  const lines = totals.map(({ action, counts }) => ({
    name: t(`plan.action.${action}`),
    hint: t(`plan.hint.${action}`),
    counts,
  }));
  return <NumberTable caption={t('kind.contact')} lines={lines} />;
}

interface FilterProps {
  readonly totals: readonly PlanTotal[];
  readonly filter: PlanFilter;
  readonly onFilter: (filter: PlanFilter) => void;
}

function Filter({ totals, filter, onFilter }: FilterProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const filters = planFilters(totals);
  if (filters.length < 2) return null;
  const nameOf = (one: Exclude<PlanFilter, 'all'>): string => {
    const [action, side] = one.split(':') as [PlanAction, Side];
    return `${t(`plan.action.${action}`)} ${t(`plan.in.${side}`)}`;
  };
  return (
    <Select
      className={styles.filter}
      aria-label={t('plan.show')}
      value={filter}
      onChange={(_event, data) => {
        onFilter(filters.find((one) => one === data.value) ?? 'all');
      }}
    >
      <option value="all">{t('plan.all')}</option>
      {filters.map((one) => (
        <option key={one} value={one}>
          {nameOf(one)}
        </option>
      ))}
    </Select>
  );
}

function ApplyBar({ plan, excluded }: { readonly plan: StoredPlan; readonly excluded: ReadonlySet<string> }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const { isOnline } = useSnapshot();
  const deed = useDeed();
  const count = plan.items.filter((item) => isWritten(item) && !excluded.has(item.id)).length;
  const apply = async (): Promise<void> => {
    const isDone = await deed.run(() => session.approvePlan(plan.kind, [...excluded]));
    if (isDone) navigate('/');
  };
  return (
    <div className={styles.bar}>
      <DeedProblem deed={deed} />
      <Button appearance="primary" disabledFocusable={deed.isBusy || !isOnline} onClick={() => void apply()}>
        {t('plan.apply', { count })}
      </Button>
      {excluded.size > 0 ? (
        <Text size={200} align="center" className={styles.quiet}>
          {t('plan.excluded', { count: excluded.size })}
        </Text>
      ) : null}
    </div>
  );
}
