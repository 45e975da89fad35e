// Settings, their values and what is wrong with them, in words.

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { contradictions } from '../../../contract/organisation/contradictions.ts';
import type { Contradiction } from '../../../contract/organisation/contradictions.ts';
import type { SettingPath, SettingValue } from '../../../contract/organisation/paths.ts';
import { useMoments } from '../../shell/moments.ts';
import type { english } from '../../shell/languages.ts';
import { fieldKind } from './field-kinds.ts';
import type { FieldError } from './wrong-fields.ts';

type OptionKey = keyof typeof english.administration.option;

/** Values that mean something else elsewhere carry their setting in front. */
function optionKey(path: SettingPath, value: string): OptionKey {
  if (path === 'appointments.privateItems' && value === 'none') return 'private-none';
  if (path === 'signIn.expiryNotice' && value === 'none') return 'notice-none';
  return value.replace('.', '_') as OptionKey;
}

const codes = new Map<string, Contradiction>(
  (Object.keys(contradictions) as Contradiction[]).map((code) => [contradictions[code], code]),
);

export interface SettingWords {
  name(path: SettingPath): string;
  hint(path: SettingPath): string;
  option(path: SettingPath, value: string): string;
  value(path: SettingPath, value: SettingValue): string;
  /** what is wrong and what to do about it */
  wrong(path: SettingPath, error: FieldError): string;
}

export function useSettingWords(): SettingWords {
  const { t } = useTranslation('administration');
  const { language, number } = useMoments();
  return useMemo(() => {
    const option = (path: SettingPath, value: string): string => t(`option.${optionKey(path, value)}`);
    const list = new Intl.ListFormat(language, { type: 'unit', style: 'short' });
    return {
      name: (path) => t(`field.${path}.name`),
      hint: (path) => t(`field.${path}.hint`),
      option,
      value(path, value) {
        if (value === null || value === '') return t('value.empty');
        if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
        if (typeof value === 'number') return number(value);
        const { is } = fieldKind(path);
        const word = (text: string): string =>
          is === 'choice' || is === 'choices' ? option(path, text) : text;
        if (typeof value === 'string') return word(value);
        return value.length === 0 ? t('value.nothing') : list.format(value.map(word));
      },
      wrong(path, { isRefused, message }) {
        const code = codes.get(message);
        if (code !== undefined) return t(`contradiction.${code}`);
        if (isRefused) return t('wrong.refused', { detail: message });
        const kind = fieldKind(path);
        if (kind.is === 'number') return t('wrong.number', { least: kind.least, most: kind.most });
        if (path.endsWith('defaultSavedSearch')) return t('wrong.savedSearch');
        if (path === 'signIn.fromAddress') return t('wrong.address');
        if (path === 'notifications.webhookUrl') return t('wrong.url');
        if (path === 'applicationPermission.tenants') return t('wrong.tenants');
        if (path === 'applicationPermission.certificateThumbprint') return t('wrong.thumbprint');
        return kind.is === 'text' ? t('wrong.name', { most: kind.most }) : t('wrong.choice');
      },
    };
  }, [t, language, number]);
}
