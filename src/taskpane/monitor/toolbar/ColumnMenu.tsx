// Which columns the wide table shows.

import {
  Button,
  makeStyles,
  Menu,
  MenuItem,
  MenuDivider,
  MenuItemCheckbox,
  MenuList,
  MenuPopover,
  MenuTrigger,
  tokens,
} from '@fluentui/react-components';
import { TextColumnThree20Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { columnIds, defaultColumns, fixedColumn } from '../data/columns.ts';
import { usePlace } from '../data/use-place.ts';

const useStyles = makeStyles({
  // As high as the foot: a column that the keyboard comes to is not left below it.
  surface: { scrollPaddingBlockEnd: '44px' },
  // Stays at the lower edge of a window that is lower than the menu: the columns that go on are seen to slide below it.
  foot: {
    position: 'sticky',
    // The surface has a rim of this width, in which the columns would be seen again.
    insetBlockEnd: `calc(-1 * ${tokens.spacingVerticalXS})`,
    paddingBlockEnd: tokens.spacingVerticalXS,
    marginBlockEnd: `calc(-1 * ${tokens.spacingVerticalXS})`,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: `0 -${tokens.strokeWidthThickest} ${tokens.strokeWidthThickest} ${tokens.colorNeutralShadowAmbient}`,
  },
});

export const ColumnMenu = memo(function ColumnMenu() {
  const styles = useStyles();
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
      <MenuPopover className={styles.surface}>
        <MenuList>
          {columnIds.map((id) => (
            <MenuItemCheckbox key={id} name="columns" value={id} disabled={id === fixedColumn}>
              {t(`column.${id}`)}
            </MenuItemCheckbox>
          ))}
          <div className={styles.foot}>
            <MenuDivider />
            <MenuItem
              onClick={() => {
                change({ columns: defaultColumns });
              }}
            >
              {t('table.usualColumns')}
            </MenuItem>
          </div>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
});
