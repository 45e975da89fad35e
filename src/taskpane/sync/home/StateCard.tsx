// The first card of Home: one sentence, one thing to press.

import {
  CloudOff24Regular,
  PauseCircle24Filled,
  Prohibited24Regular,
  QuestionCircle24Filled,
  CheckmarkCircle24Filled,
  ArrowSyncCircle24Regular,
  Warning24Filled,
  Desktop24Regular,
} from '@fluentui/react-icons';
import { Button } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { homeStateOf, type HomeState } from './home-state.ts';
import { LinkButton } from '../frame/LinkButton.tsx';
import { RunningCard } from './RunningCard.tsx';
import { SignInCard } from './SignInCard.tsx';
import { StateHead, type StateHeadProps } from './StateHead.tsx';
import { StoppedCard } from './StoppedCard.tsx';

export function StateCard() {
  const state = homeStateOf(useSnapshot());
  switch (state.state) {
    case 'sign-in':
      return <SignInCard sides={state.sides} />;
    case 'running':
      return <RunningCard />;
    case 'stopped':
      return <StoppedCard />;
    default:
      return <RestCard state={state.state} />;
  }
}

type RestState = Exclude<HomeState['state'], 'sign-in' | 'running' | 'stopped'>;

const looks: Readonly<Record<RestState, Pick<StateHeadProps, 'tone' | 'icon'>>> = {
  disabled: { tone: 'warning', icon: <Prohibited24Regular /> },
  plan: { tone: 'quiet', icon: <ArrowSyncCircle24Regular /> },
  off: { tone: 'quiet', icon: <PauseCircle24Filled /> },
  paused: { tone: 'quiet', icon: <PauseCircle24Filled /> },
  elsewhere: { tone: 'quiet', icon: <Desktop24Regular /> },
  offline: { tone: 'quiet', icon: <CloudOff24Regular /> },
  partly: { tone: 'warning', icon: <Warning24Filled /> },
  'needs-you': { tone: 'warning', icon: <QuestionCircle24Filled /> },
  'in-sync': { tone: 'good', icon: <CheckmarkCircle24Filled /> },
  ready: { tone: 'quiet', icon: <ArrowSyncCircle24Regular /> },
};

function RestCard({ state }: { readonly state: RestState }) {
  const { title, lines } = useRestWords(state);
  return (
    <Card>
      <StateHead {...looks[state]} title={title} lines={lines} />
      <RestActions state={state} />
    </Card>
  );
}

function useRestWords(state: RestState): { title: string; lines: readonly (string | null)[] } {
  const { t } = useTranslation();
  const { ago, at } = useMoments();
  const { lastSuccessAtMs, nextRunAtMs, counts, me, lastRun, relay, isOnline } = useSnapshot();
  const last = lastSuccessAtMs === null ? t('home.never') : t('home.last', { ago: ago(lastSuccessAtMs) });
  const next = nextRunAtMs === null ? null : t('home.next', { time: at(nextRunAtMs) });
  const waiting = counts.waiting > 0 ? t('home.waitingChanges', { count: counts.waiting }) : null;
  const away = isOnline && relay === 'unreachable' ? t('home.relayAway') : null;
  const rest = [next === null ? last : `${last} · ${next}`, waiting, away];
  switch (state) {
    case 'disabled': {
      const reason = me?.sync.disabledReason;
      const isKnown = me?.sync.disabledBy === 'administrator';
      return {
        title: t(isKnown ? 'home.state.disabled' : 'home.state.switchedOff'),
        lines: [reason ? t('home.disabledReason', { reason }) : null, t('home.disabledHint')],
      };
    }
    case 'plan':
      return { title: t('home.state.plan'), lines: [t('home.planHint')] };
    case 'off':
      return { title: t('home.state.off'), lines: [t('home.offHint')] };
    case 'paused':
      return { title: t('home.state.paused'), lines: [t('home.pausedHint'), last, waiting] };
    case 'elsewhere': {
      const run = lastRun ? t('home.lastRun', { time: at(lastRun.finishedAtMs) }) : last;
      return { title: t('home.state.elsewhere'), lines: [run, t('home.elsewhereHint')] };
    }
    case 'offline':
      return { title: t('home.state.offline'), lines: [t('offline'), last, waiting] };
    case 'partly':
      return { title: t('home.state.partly'), lines: rest };
    case 'needs-you':
      return { title: t('home.state.needsYou'), lines: rest };
    case 'in-sync':
      return { title: t('home.state.inSync'), lines: rest };
    case 'ready':
      return { title: t('home.state.waiting'), lines: rest };
  }
}

function RestActions({ state }: { readonly state: RestState }): ReactNode {
  const { t } = useTranslation();
  const session = useSession();
  switch (state) {
    case 'disabled':
    case 'elsewhere':
    case 'offline':
      return null;
    case 'plan':
      return (
        <Actions>
          <LinkButton to="/plan" appearance="primary">
            {t('home.seePlan')}
          </LinkButton>
        </Actions>
      );
    case 'off':
      return (
        <Actions>
          <LinkButton to="/settings">{t('home.goTo.settings')}</LinkButton>
        </Actions>
      );
    case 'paused':
      return (
        <Actions>
          <Button appearance="primary" onClick={session.resume}>
            {t('home.resume')}
          </Button>
        </Actions>
      );
    default:
      return (
        <Actions>
          <Button onClick={session.syncNow}>{t('home.syncNow')}</Button>
          <Button appearance="subtle" onClick={session.suspend}>
            {t('home.pause')}
          </Button>
        </Actions>
      );
  }
}
