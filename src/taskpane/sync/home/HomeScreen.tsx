// Every day's screen: the state, the counts, what waits for the person, and the way to everything else.

import { Badge } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { OfficeHost } from '../../office-host.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { Card } from '../frame/Card.tsx';
import { RowLink } from '../frame/RowLink.tsx';
import { Screen } from '../frame/Screen.tsx';
import { stuckOf } from './home-state.ts';
import { SandboxNote } from './SandboxNote.tsx';
import { StateCard } from './StateCard.tsx';

export function HomeScreen({ host }: { readonly host: OfficeHost }) {
  const { t } = useTranslation();
  return (
    <Screen title={t('home.title')}>
      <StateCard />
      <NeedsYou />
      <KindCounts />
      <More host={host} />
      <SandboxNote />
    </Screen>
  );
}

function NeedsYou() {
  const { t } = useTranslation();
  const { number } = useMoments();
  const snapshot = useSnapshot();
  const { conflicts, failures, heldDeletes } = snapshot.counts;
  const stuck = stuckOf(snapshot);
  if (conflicts + failures + stuck + heldDeletes === 0) return null;
  return (
    <Card title={t('home.needsYou')} isFlush>
      {conflicts > 0 ? (
        <RowLink to="/conflicts" label={t('home.conflicts')} value={<Count value={number(conflicts)} />} />
      ) : null}
      {failures > 0 ? (
        <RowLink to="/excluded" label={t('home.failing')} value={<Count value={number(failures)} />} />
      ) : null}
      {stuck > 0 ? (
        <RowLink to="/excluded" label={t('home.stuck')} value={<Count value={number(stuck)} />} />
      ) : null}
      {heldDeletes > 0 ? (
        <RowLink to="/held" label={t('home.held')} value={<Count value={number(heldDeletes)} />} />
      ) : null}
    </Card>
  );
}

function Count({ value }: { readonly value: string }) {
  return (
    <Badge appearance="tint" color="warning" shape="rounded">
      {value}
    </Badge>
  );
}

function KindCounts() {
  const { t } = useTranslation();
  const { number } = useMoments();
  const { links, exclusions } = useSnapshot().counts;
  return (
    <Card title={t('home.counts')} isFlush>
      <RowLink
        to="/excluded"
        label={t('kind.contact')}
        detail={exclusions > 0 ? t('home.notSynced', { count: exclusions }) : undefined}
        value={number(links)}
      />
    </Card>
  );
}

function More({ host }: { readonly host: OfficeHost }) {
  const { t } = useTranslation();
  const { me } = useSnapshot();
  const openWide = (): void => {
    host.openWide(`${location.origin}${location.pathname}#/monitor`);
  };
  return (
    <Card isFlush>
      <RowLink to="/history" label={t('home.history')} />
      <RowLink to="/kept" label={t('home.kept')} />
      <RowLink to="/settings" label={t('home.settings')} />
      <RowLink to="/accounts" label={t('home.accounts')} />
      {me?.isAdministrator === true ? (
        <RowLink
          to="/monitor"
          label={t('home.monitor')}
          {...(host.kind === 'outlook' ? { onOpenWide: openWide } : {})}
        />
      ) : null}
    </Card>
  );
}
