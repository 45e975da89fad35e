// One setting: its control, what is wrong with it, whether it differs from the default, and whether anything uses it yet.

import { Button, Field, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ArrowResetRegular, ClockPause16Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { valueAt } from '../../../contract/organisation/paths.ts';
import type { SettingPath, SettingValue } from '../../../contract/organisation/paths.ts';
import { isUsed } from '../../../contract/organisation/used-settings.ts';
import { defaultOrganisationSettings } from '../../../contract/settings.ts';
import type { OrganisationSettings } from '../../../contract/settings.ts';
import { Control } from './Control.tsx';
import { useSettingWords } from './setting-words.ts';

const useStyles = makeStyles({
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalXXS,
    // No border that is only transparent: forced colours would paint it.
    paddingInlineStart: `calc(${tokens.spacingHorizontalM} + ${tokens.strokeWidthThick})`,
  },
  differs: {
    paddingInlineStart: tokens.spacingHorizontalM,
    borderInlineStartWidth: tokens.strokeWidthThick,
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorBrandStroke1,
  },
  notes: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    color: tokens.colorNeutralForeground3,
  },
  waits: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    alignItems: 'start',
    columnGap: tokens.spacingHorizontalXS,
  },
});

export function isDefault(path: SettingPath, value: SettingValue): boolean {
  return JSON.stringify(value) === JSON.stringify(valueAt(defaultOrganisationSettings, path));
}

export interface SettingFieldProps {
  readonly path: SettingPath;
  readonly onlyDiffering: boolean;
  /** in words, so that a field is drawn again only when its own message changes */
  readonly wrong: string | null;
}

export const SettingField = memo(function SettingField({ path, onlyDiffering, wrong }: SettingFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const words = useSettingWords();
  const { field } = useController<OrganisationSettings, SettingPath>({ name: path });
  const { value } = field;
  const differs = !isDefault(path, value);
  if (onlyDiffering && !differs && wrong === null) return null;
  const fallback = valueAt(defaultOrganisationSettings, path);
  const hint = words.hint(path);
  return (
    <div className={mergeClasses(styles.row, differs && styles.differs)}>
      <Field label={words.name(path)} {...(hint === '' ? {} : { hint })} validationMessage={wrong}>
        {(aria) => (
          <Control
            path={path}
            value={value}
            onChange={field.onChange}
            onBlur={field.onBlur}
            focusRef={field.ref}
            field={aria}
          />
        )}
      </Field>
      {differs ? (
        <div className={styles.notes}>
          <Text size={200}>{t('settings.default', { value: words.value(path, fallback) })}</Text>
          <Button
            size="small"
            appearance="transparent"
            icon={<ArrowResetRegular />}
            aria-label={t('settings.resetOf', { field: words.name(path) })}
            onClick={() => {
              field.onChange(fallback);
            }}
          >
            {t('settings.reset')}
          </Button>
        </div>
      ) : null}
      {isUsed(path) ? null : (
        <Text size={200} className={mergeClasses(styles.notes, styles.waits)}>
          <ClockPause16Regular aria-hidden="true" />
          {t('settings.notUsed')}
        </Text>
      )}
    </div>
  );
});
