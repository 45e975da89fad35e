// Both sign-ins: who, in which state, sign in again; and forgetting this device, after a question.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, Warning20Filled } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sides, type Side } from '../../../sync/model/side.ts';
import type { SignInStatus } from '../../session/session.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Card } from '../frame/Card.tsx';
import { Screen } from '../frame/Screen.tsx';
import { ForgetDialog } from './ForgetDialog.tsx';
import { SignInProblem } from './SignInProblem.tsx';

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground3 },
  state: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  good: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  warning: { color: tokens.colorStatusWarningForeground1, display: 'inline-flex' },
  quiet: { color: tokens.colorNeutralForeground3, display: 'inline-flex' },
});

export function AccountsScreen() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Screen title={t('accounts.title')} back="/">
      {sides.map((side) => (
        <AccountCard key={side} side={side} />
      ))}
      <Text size={200} className={styles.hint}>
        {t('accounts.keeps')}
      </Text>
      <ForgetCard />
    </Screen>
  );
}

function AccountCard({ side }: { readonly side: Side }) {
  const { t } = useTranslation();
  const session = useSession();
  const signIn = useSnapshot()[side];
  const { status, displayName, account, isBusy, error } = signIn;
  return (
    <Card title={t(`account.${side}`)}>
      {displayName === null && account === null ? null : (
        <div>
          <Text block weight="semibold">
            <bdi>{displayName ?? account}</bdi>
          </Text>
          {displayName === null || displayName === account ? null : (
            <Text block>
              <bdi>{account}</bdi>
            </Text>
          )}
        </div>
      )}
      <State status={status} />
      {error ? <SignInProblem error={error} /> : null}
      <Actions>
        <Button
          appearance={status === 'active' ? 'secondary' : 'primary'}
          disabledFocusable={isBusy || status === 'checking'}
          aria-label={status === 'active' ? `${t('signIn.again')}: ${t(`account.${side}`)}` : undefined}
          onClick={() => void session.signIn(side)}
        >
          {isBusy ? t('signIn.busy') : status === 'active' ? t('signIn.again') : t(`signIn.${side}`)}
        </Button>
        {isBusy ? <Button onClick={session.cancelSignIn}>{t('signIn.cancel')}</Button> : null}
      </Actions>
    </Card>
  );
}

const tones = { active: 'good', expired: 'warning', checking: 'quiet', 'signed-out': 'quiet' } as const;

function State({ status }: { readonly status: SignInStatus }) {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <span className={styles.state}>
      <span className={styles[tones[status]]} aria-hidden="true">
        {status === 'active' ? (
          <CheckmarkCircle20Filled />
        ) : status === 'expired' ? (
          <Warning20Filled />
        ) : (
          <Circle20Regular />
        )}
      </span>
      <Text>{t(`accounts.status.${status}`)}</Text>
    </span>
  );
}

function ForgetCard() {
  const styles = useStyles();
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  return (
    <Card title={t('accounts.forget')}>
      <Text size={200} className={styles.hint}>
        {t('accounts.forgetHint')}
      </Text>
      <Actions>
        <Button
          onClick={() => {
            setOpened(true);
            setOpen(true);
          }}
        >
          {t('accounts.forget')}
        </Button>
      </Actions>
      {wasOpened ? <ForgetDialog isOpen={isOpen} onOpenChange={setOpen} /> : null}
    </Card>
  );
}
