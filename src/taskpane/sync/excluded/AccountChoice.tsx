// Which account a company means (A4). Without a candidate it says what to do instead.

import { Button, makeStyles, Radio, RadioGroup, Text, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExclusionRow } from '../../../sync/model/state.ts';
import { useSession } from '../../shell/session-context.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { useDeed } from '../deed/use-deed.ts';

const useStyles = makeStyles({
  frame: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXS,
    justifyItems: 'start',
    padding: tokens.spacingHorizontalS,
    backgroundColor: tokens.colorNeutralBackground3,
    borderRadius: tokens.borderRadiusMedium,
  },
  hint: { color: tokens.colorNeutralForeground2 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface AccountChoiceProps {
  readonly row: ExclusionRow;
  readonly isOpen: boolean;
  readonly onChosen: () => void;
}

export function AccountChoice({ row, isOpen, onChosen }: AccountChoiceProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const session = useSession();
  const deed = useDeed();
  const nameId = useId();
  const [account, setAccount] = useState<string | null>(null);
  const { subject, candidates } = row;
  if (subject === null || subject === '') return <Quiet words={t('excluded.noCompany')} />;
  if (candidates.length === 0) return <Quiet words={t('excluded.noCandidates')} />;
  if (!isOpen) return null;
  const choose = async (): Promise<void> => {
    if (account === null) return;
    if (await deed.run(() => session.chooseAccount(subject, account))) onChosen();
  };
  return (
    <div className={styles.frame}>
      <Text weight="semibold" id={nameId}>
        {t('excluded.accountFor', { company: subject })}
      </Text>
      <RadioGroup
        aria-labelledby={nameId}
        value={account ?? ''}
        onChange={(_event, data) => {
          setAccount(data.value);
        }}
      >
        {candidates.map(({ id, name }) => (
          <Radio key={id} value={id} label={<bdi>{name}</bdi>} />
        ))}
      </RadioGroup>
      <Text size={200} className={styles.hint}>
        {t('excluded.accountHint')}
      </Text>
      <Button
        appearance="primary"
        size="small"
        disabledFocusable={account === null || deed.isBusy}
        onClick={() => void choose()}
      >
        {t('excluded.useAccount')}
      </Button>
      <DeedProblem deed={deed} />
    </div>
  );
}

function Quiet({ words }: { readonly words: string }) {
  const styles = useStyles();
  return (
    <Text size={200} className={styles.quiet}>
      {words}
    </Text>
  );
}
