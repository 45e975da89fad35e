// The languages as a menu below a menu, where there is no room for a form.

import {
  Menu,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  type PositioningProps,
} from '@fluentui/react-components';
import { LocalLanguage20Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OfficeHost } from '../office-host.ts';
import { chooseLanguage } from '../shell/languages.ts';
import { languageOf, languages, ownName, readChoice } from './supported.ts';

const asHost = 'host';

/**
 * Beside its item where there is room. The pane has none: Fluent's own last resort is above the item, half of it off the
 * screen, so the menu slides over its item instead, and scrolls where the pane is lower than the menu.
 */
const positioning: PositioningProps = {
  fallbackPositions: ['after-bottom', 'before-top', 'before-bottom'],
  shiftToCoverTarget: true,
  autoSize: 'height',
  overflowBoundaryPadding: 8,
};

export function LanguageMenu({ host }: { readonly host: OfficeHost }) {
  const { t } = useTranslation('pane');
  const [choice, setChoice] = useState<string>(() => readChoice() ?? asHost);
  const choose = (value: string): void => {
    const wanted = languages.find((language) => language === value) ?? null;
    // Where its words cannot be had now, the language stays as it is, and so does the mark.
    void chooseLanguage(wanted, host.language).then(
      () => {
        setChoice(value);
      },
      () => undefined,
    );
  };
  return (
    <Menu
      positioning={positioning}
      checkedValues={{ language: [choice] }}
      onCheckedValueChange={(_event, { checkedItems }) => {
        choose(checkedItems[0] ?? asHost);
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuItem icon={<LocalLanguage20Regular />}>{t('settings.language')}</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="language" value={asHost}>
            {t(`settings.languageOf.${host.kind}`, { language: ownName(languageOf(host.language)) })}
          </MenuItemRadio>
          {languages.map((language) => (
            <MenuItemRadio key={language} name="language" value={language} lang={language}>
              {ownName(language)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
