// Which columns the wide table shows.

import {
  Button,
  Menu,
  MenuItem,
  MenuDivider,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { TextColumnThree20Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { columnIds, defaultColumns, fixedColumn } from '../data/columns.ts';
import { usePlace } from '../data/use-place.ts';

export const ColumnMenu = memo(function ColumnMenu() {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  return (
    <Menu
      positioning={{ autoSize: 'height', overflowBoundaryPadding: 8 }}
      checkedValues={{ columns: [...view.columns] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        change({ columns: columnIds.filter((id) => id === fixedColumn || checkedItems.includes(id)) });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button icon={<TextColumnThree20Regular />}>{t('table.columns')}</Button>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {columnIds.map((id) => (
            <MenuItemCheckbox key={id} name="columns" value={id} disabled={id === fixedColumn}>
              {t(`column.${id}`)}
            </MenuItemCheckbox>
          ))}
          <MenuDivider />
          <MenuItem
            onClick={() => {
              change({ columns: defaultColumns });
            }}
          >
            {t('table.usualColumns')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
});
