// Chooses the language of this device: as the host speaks, or one of ours. Needs nothing but the host.

import { Field, Select } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfficeHost } from '../office-host.ts';
import { chooseLanguage } from '../shell/languages.ts';
import { languageOf, languages, ownName, readChoice, type LanguageChoice } from './supported.ts';

const asHost = 'host';

export function LanguagePicker({ host }: { readonly host: OfficeHost }) {
  const { t } = useTranslation('pane');
  const [choice, setChoice] = useState<LanguageChoice>(readChoice);
  const [isFailed, setFailed] = useState(false);
  const choose = async (value: string): Promise<void> => {
    const wanted = languages.find((language) => language === value) ?? null;
    try {
      await chooseLanguage(wanted, host.language);
      setChoice(wanted);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Field
      label={t('settings.language')}
      hint={t('settings.languageHint')}
      validationMessage={isFailed ? t('settings.languageFailed') : null}
    >
      <Select
        value={choice ?? asHost}
        onChange={(_event, { value }) => {
          void choose(value);
        }}
      >
        <option value={asHost}>
          {t(`settings.languageOf.${host.kind}`, { language: ownName(languageOf(host.language)) })}
        </option>
        {languages.map((language) => (
          <option key={language} value={language} lang={language}>
            {ownName(language)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
