// What the person decides, and what the organisation decided for them (locked, with the reason).

import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ChoiceForm } from '../choice/ChoiceForm.tsx';
import { Locked } from '../choice/Locked.tsx';
import { useChoice, type ChoiceDraft } from '../choice/use-choice.ts';
import { LanguagePicker } from '../../languages/LanguagePicker.tsx';
import type { OfficeHost } from '../../office-host.ts';
import { useSession, useSnapshot } from '../../shell/session-context.tsx';
import { Actions } from '../frame/Actions.tsx';
import { Said } from '../deed/Said.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { FullSyncCard } from './FullSyncCard.tsx';
import { OrganisationCard } from './OrganisationCard.tsx';

const useStyles = makeStyles({
  hint: { color: tokens.colorNeutralForeground3 },
});

export function SettingsScreen({ host }: { readonly host: OfficeHost }) {
  const { t } = useTranslation();
  const { me, contacts } = useSnapshot();
  return (
    <Screen title={t('settings.title')} back="/">
      {me && contacts ? (
        <>
          <ContactsCard />
          <FullSyncCard />
          <OrganisationCard organisation={me.organisation} />
        </>
      ) : (
        <Empty title={t('settings.unavailable')} />
      )}
      <LanguageCard host={host} />
    </Screen>
  );
}

function ContactsCard() {
  const { t } = useTranslation();
  const session = useSession();
  const { isOnline } = useSnapshot();
  const draft = useChoice();
  const deed = useDeed();
  const [isSaved, setSaved] = useState(false);
  const { value } = draft;
  const canSave = value !== null && draft.isTouched && !deed.isBusy && isOnline;
  const save = async (): Promise<void> => {
    if (!value) return;
    if (await deed.run(() => session.choose('contact', value))) {
      draft.settle();
      setSaved(true);
    }
  };
  return (
    <Card title={t('settings.contacts')}>
      <OnSwitch draft={draft} />
      {draft.isOn ? <ChoiceForm draft={draft} /> : <Off />}
      <DeedProblem deed={deed} />
      <Said words={isSaved && !draft.isTouched ? t('settings.saved') : null} />
      <Actions>
        <Button
          appearance="primary"
          disabledFocusable={!canSave}
          onClick={() => {
            if (canSave) void save();
          }}
        >
          {t('save')}
        </Button>
      </Actions>
    </Card>
  );
}

function OnSwitch({ draft }: { readonly draft: ChoiceDraft }) {
  const { t } = useTranslation();
  const { me } = useSnapshot();
  if (me?.organisation.scope.contacts.isOn === false) {
    return <Locked label={t('choice.on')} value={t('no')} />;
  }
  return (
    <Switch
      checked={draft.isOn}
      label={t('choice.on')}
      onChange={(_event, data) => {
        draft.change({ isOn: data.checked });
      }}
    />
  );
}

function Off() {
  const styles = useStyles();
  const { t } = useTranslation();
  return (
    <Text size={200} className={styles.hint}>
      {t('choice.offHint')}
    </Text>
  );
}

function LanguageCard({ host }: { readonly host: OfficeHost }) {
  return (
    <Card>
      <LanguagePicker host={host} />
    </Card>
  );
}
