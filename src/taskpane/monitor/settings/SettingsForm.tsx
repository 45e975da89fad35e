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
import type { SettingsAnswer } from '../../../contract/settings.ts';
import { Notice } from '../../sync/frame/Notice.tsx';
import { Problem } from '../frame/Problem.tsx';
import { wideMedia } from '../frame/use-is-wide.ts';
import { WebhookCard } from '../notifications/WebhookCard.tsx';
import { BothDialog } from './BothDialog.tsx';
import { LeaveGuard } from './LeaveGuard.tsx';
import { NewerNote } from './NewerNote.tsx';
import { SaveDialog } from './SaveDialog.tsx';
import { headingIdOf } from './sections/heading-ids.ts';
import { SectionList } from './sections/SectionList.tsx';
import { isIn, SettingsSection } from './sections/SettingsSection.tsx';
import { isDefault } from './SettingField.tsx';
import { useSettingsDraft } from './use-settings-draft.ts';

const useStyles = makeStyles({
  page: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    [wideMedia]: {
      gridTemplateColumns: '180px minmax(0, 1fr)',
      columnGap: tokens.spacingHorizontalXXL,
      alignItems: 'start',
    },
  },
  column: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  form: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
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

interface SettingsFormProps {
  readonly answer: SettingsAnswer;
  /** epoch ms at which it came */
  readonly answeredAtMs: number;
}

export function SettingsForm({ answer, answeredAtMs }: SettingsFormProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const draft = useSettingsDraft(answer, answeredAtMs);
  const { form, values, changes, wrong, reviewed, both, save, problem } = draft;
  const [onlyDiffering, setOnlyDiffering] = useState(false);
  // a dialog that closes without handing the focus back would leave the page hidden from screen readers
  const restoreFocus = useRestoreFocusTarget();
  const differing = settingPaths.filter((path) => !isDefault(path, valueAt(values, path)));
  const shown = settingSections.filter(
    (section) => !onlyDiffering || [...differing, ...wrong.keys()].some((path) => isIn(section, path)),
  );
  return (
    <FormProvider {...form}>
      <div className={styles.page}>
        <SectionList sections={[...shown, 'webhook']} />
        <div className={styles.column}>
          <form
            noValidate
            className={styles.form}
            onSubmit={(event) => {
              void form.handleSubmit((checked) => {
                if (changes.length > 0) draft.review(checked);
              })(event);
            }}
          >
            {draft.newer ? (
              <NewerNote newer={draft.newer} shown={draft.shown} onShow={draft.meetNewer} />
            ) : null}
            <Switch
              checked={onlyDiffering}
              label={t('settings.onlyChanged', { count: differing.length })}
              onChange={(_, { checked }) => {
                setOnlyDiffering(checked);
              }}
            />
            {onlyDiffering && differing.length === 0 ? <Text>{t('settings.nothingChanged')}</Text> : null}
            {shown.map((section) => (
              <SettingsSection key={section} section={section} onlyDiffering={onlyDiffering} wrong={wrong} />
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
          <WebhookCard headingId={headingIdOf('webhook')} />
        </div>
      </div>
      <LeaveGuard count={changes.length} />
      {reviewed ? (
        <SaveDialog
          title={t('save.title')}
          confirm={t('save.confirm')}
          settings={reviewed}
          version={draft.shown}
          changes={changes}
          isSaving={save.isPending}
          problem={
            problem ? (
              <Problem error={problem} isDeed />
            ) : draft.isBack ? (
              <Text role="status">{t('save.again')}</Text>
            ) : null
          }
          onRefused={draft.refuse}
          onSave={() => {
            save.mutate(reviewed);
          }}
          onClose={() => {
            draft.review(null);
          }}
        />
      ) : null}
      {both ? (
        <BothDialog both={both} onClose={draft.keepEdits} onKeep={draft.keepMine} onTake={draft.takeTheirs} />
      ) : null}
    </FormProvider>
  );
}
