// The settings as one form in sections. Nothing is saved before its effect was shown.

import {
  Button,
  makeStyles,
  mergeClasses,
  Switch,
  Text,
  tokens,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { settingPaths, settingSections, valueAt } from '../../../contract/organisation/paths.ts';
import type { SettingPath, SettingSection } from '../../../contract/organisation/paths.ts';
import type { OrganisationSettings, SettingsAnswer } from '../../../contract/settings.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { Notice } from '../../sync/frame/Notice.tsx';
import { Problem } from '../frame/Problem.tsx';
import { wideMedia } from '../frame/use-is-wide.ts';
import { WebhookCard } from '../notifications/WebhookCard.tsx';
import { BothDialog } from './BothDialog.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { NewerNote } from './NewerNote.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { isDefault, SettingField } from './SettingField.tsx';
import { useSettingWords } from './setting-words.ts';
import { useSettingsDraft } from './use-settings-draft.ts';
import type { WrongFields } from './wrong-fields.ts';

const useStyles = makeStyles({
  form: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  fields: { display: 'grid', rowGap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  floating: {
    position: 'sticky',
    // the page leaves room below for another bar
    insetBlockEnd: '-76px',
    zIndex: 1,
    boxShadow: tokens.shadow8,
    [wideMedia]: { insetBlockEnd: 0 },
  },
  state: { flexGrow: 1 },
  wrong: { color: tokens.colorStatusDangerForeground3 },
});

export function SettingsForm({ answer }: { readonly answer: SettingsAnswer }) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const draft = useSettingsDraft(answer);
  const { form, values, changes, wrong, reviewed, both, save, problem } = draft;
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  // a dialog that closes without handing the focus back would leave the page hidden from screen readers
  const restoreFocus = useRestoreFocusTarget();
  const differing = settingPaths.filter((path) => !isDefault(path, valueAt(values, path)));
  return (
    <FormProvider {...form}>
      <form
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          void form.handleSubmit((checked) => {
            if (changes.length > 0) draft.review(checked);
          })(event);
        }}
      >
        {draft.newer ? <NewerNote newer={draft.newer} shown={draft.shown} onShow={draft.meetNewer} /> : null}
        <Switch
          checked={onlyDiffering}
          label={t('settings.onlyChanged', { count: differing.length })}
          onChange={(_, { checked }) => {
            setOnlyDiffering(checked);
          }}
        />
        {onlyDiffering && differing.length === 0 ? <Text>{t('settings.nothingChanged')}</Text> : null}
        {settingSections.map((section) => (
          <Section
            key={section}
            section={section}
            onlyDiffering={onlyDiffering}
            values={values}
            wrong={wrong}
          />
        ))}
        {problem && reviewed === null ? <Problem error={problem} isDeed /> : null}
        {draft.isSaved && changes.length === 0 ? (
          <Notice intent="success" title={t('settings.saved')} />
        ) : null}
        <div className={mergeClasses(styles.bar, changes.length > 0 && styles.floating)}>
          <Text className={mergeClasses(styles.state, wrong.size > 0 && styles.wrong)} role="status">
            {wrong.size > 0
              ? t('settings.wrong', { count: wrong.size })
              : changes.length > 0
                ? t('settings.unsaved', { count: changes.length })
                : t('settings.nothingToSave')}
          </Text>
          <Button disabledFocusable={changes.length === 0} onClick={draft.discard}>
            {t('settings.discard')}
          </Button>
          <Button
            {...restoreFocus}
            type="submit"
            appearance="primary"
            disabledFocusable={changes.length === 0}
          >
            {t('settings.review')}
          </Button>
        </div>
      </form>
      <WebhookCard />
      <LeaveGuard count={changes.length} />
      {reviewed ? (
        <SaveDialog
          title={t('save.title')}
          confirm={t('save.confirm')}
          settings={reviewed}
          changes={changes}
          isSaving={save.isPending}
          problem={problem ? <Problem error={problem} isDeed /> : null}
          onSave={() => {
            save.mutate(reviewed);
          }}
          onClose={() => {
            draft.review(null);
          }}
        />
      ) : null}
      {both ? <BothDialog both={both} onKeep={draft.keepMine} onTake={draft.takeTheirs} /> : null}
    </FormProvider>
  );
}

interface SectionProps {
  readonly section: SettingSection;
  readonly onlyDiffering: boolean;
  readonly values: OrganisationSettings;
  readonly wrong: WrongFields;
}

function Section({ section, onlyDiffering, values, wrong }: SectionProps) {
  const styles = useStyles();
  const words = useSettingWords();
  const { t } = useTranslation('administration');
  const paths = settingPaths.filter((path) => path.startsWith(`${section}.`));
  const isQuiet = (path: SettingPath): boolean => isDefault(path, valueAt(values, path)) && !wrong.has(path);
  if (onlyDiffering && paths.every(isQuiet)) return null;
  return (
    <Card title={t(`section.${section}`)}>
      <div className={styles.fields}>
        {paths.map((path) => {
          const error = wrong.get(path);
          const said = error ? words.wrong(path, error) : null;
          return <SettingField key={path} path={path} onlyDiffering={onlyDiffering} wrong={said} />;
        })}
      </div>
    </Card>
  );
}
