// The other views of the Monitor, and its own window. Each is a link, so that it can be opened beside the list.

import {
  Button,
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemLink,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import {
  ClipboardTextLtr20Regular,
  GroupList20Regular,
  MoreHorizontal20Regular,
  Settings20Regular,
  WindowNew20Regular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { LanguageMenu } from '../../languages/LanguageMenu.tsx';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace, type Section } from '../data/use-place.ts';

const views: readonly { readonly id: Section; readonly icon: FluentIcon }[] = [
  { id: 'causes', icon: GroupList20Regular },
  { id: 'settings', icon: Settings20Regular },
  { id: 'audit', icon: ClipboardTextLtr20Regular },
];

export function HeaderMenu() {
  const { t } = useTranslation('monitor');
  const { host } = useMonitor();
  const { sectionHref } = usePlace();
  return (
    <Menu positioning="below-end">
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('header.menu')} relationship="label" positioning="below">
          <Button appearance="subtle" icon={<MoreHorizontal20Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {views.map(({ id, icon: Icon }) => (
            <MenuItemLink key={id} href={sectionHref(id)} icon={<Icon />}>
              {t(`header.${id}`)}
            </MenuItemLink>
          ))}
          <MenuDivider />
          <LanguageMenu host={host} />
          <MenuItem
            icon={<WindowNew20Regular />}
            onClick={() => {
              host.openWide(location.href);
            }}
          >
            {t('header.openWide')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
