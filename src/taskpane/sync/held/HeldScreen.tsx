// Deletions the guard holds (G1). A decision covers exactly the set that is shown; deleting needs a second press.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ShieldCheckmark24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeldDeletes } from '../../../sync/model/state.ts';
import type { Session } from '../../session/session.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSession } from '../../shell/session-context.tsx';
import { useRows } from '../../shell/use-rows.ts';
import { Actions } from '../frame/Actions.tsx';
import { Said } from '../deed/Said.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useDeed } from '../deed/use-deed.ts';

const readHeldDeletes = (session: Session) => session.heldDeletes();

const useStyles = makeStyles({
  intro: { color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function HeldScreen() {
  const { t } = useTranslation();
  const rows = useRows(readHeldDeletes);
  return (
    <Screen title={t('held.title')} back="/">
      <Loaded rows={rows}>{(sets) => <HeldSets sets={sets} />}</Loaded>
    </Screen>
  );
}

function HeldSets({ sets }: { readonly sets: readonly HeldDeletes[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  if (sets.length === 0) {
    return <Empty icon={<ShieldCheckmark24Regular />} title={t('held.empty')} hint={t('held.emptyHint')} />;
  }
  return (
    <>
      <Text className={styles.intro}>{t('held.intro')}</Text>
      {sets.map((held) => (
        <HeldSet key={`${held.id}:${held.heldAtMs}`} held={held} />
      ))}
    </>
  );
}

function isRelease(held: HeldDeletes): boolean {
  return held.id.endsWith(':release');
}

function HeldSet({ held }: { readonly held: HeldDeletes }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { ago } = useMoments();
  const [decided, setDecided] = useState<'apply' | 'keep' | null>(null);
  const count = held.keys.length;
  const title = isRelease(held)
    ? t('held.released', { count })
    : t(held.side === 'microsoft' ? 'held.inMicrosoft' : 'held.inSales', { count });
  const decision = held.decision ?? decided;
  return (
    <Card title={title}>
      <Text size={200} className={styles.quiet}>
        {t('held.since', { ago: ago(held.heldAtMs) })}
      </Text>
      <Said
        words={decision === null ? null : t(decision === 'apply' ? 'held.decidedApply' : 'held.decidedKeep')}
      />
      {decision === null ? <Decision held={held} onDecided={setDecided} /> : null}
    </Card>
  );
}

interface DecisionProps {
  readonly held: HeldDeletes;
  readonly onDecided: (decision: 'apply' | 'keep') => void;
}

function Decision({ held, onDecided }: DecisionProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const deed = useDeed();
  const [isSure, setSure] = useState(false);
  const count = held.keys.length;
  const decide = async (decision: 'apply' | 'keep'): Promise<void> => {
    if (await deed.run(() => session.decideDeletes(held, decision))) onDecided(decision);
  };
  const question = isRelease(held) ? t('held.applyRelease', { count }) : t('held.apply', { count });
  const confirmation = t(isRelease(held) ? 'held.sureRelease' : 'held.sure');
  return (
    <>
      <DeedProblem deed={deed} />
      <Actions>
        <Button appearance="primary" disabledFocusable={deed.isBusy} onClick={() => void decide('keep')}>
          {t('held.keep')}
        </Button>
        <Button
          disabledFocusable={deed.isBusy}
          onBlur={() => {
            setSure(false);
          }}
          onClick={() => {
            if (isSure) void decide('apply');
            else setSure(true);
          }}
        >
          {isSure ? confirmation : question}
        </Button>
      </Actions>
      <Text size={200} className={styles.quiet}>
        {isRelease(held) ? t('held.keepReleaseHint') : t('held.keepHint', { side: t(`side.${held.side}`) })}
      </Text>
    </>
  );
}
