// The order of the narrow list, which has no headings.

import {
  Button,
  Menu,
  MenuDivider,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { ArrowSort20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { isNarrowSort, mostSorted } from '../../../contract/user-filters.ts';
import { sortKeys } from '../../../contract/users.ts';
import { usePlace } from '../data/use-place.ts';
import { orderOf } from '../data/view.ts';

const usual = 'usual';
const directions = ['asc', 'desc'] as const;

export function SortMenu({ total }: { readonly total: number }) {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  const order = orderOf(view);
  return (
    <Menu
      positioning={{ autoSize: 'height', overflowBoundaryPadding: 8 }}
      checkedValues={{ sort: [view.sort ?? usual], direction: order ? [order.direction] : [] }}
      onCheckedValueChange={(_, { name, checkedItems }) => {
        if (name === 'direction') {
          change({ direction: checkedItems[0] === 'asc' ? 'asc' : 'desc' });
          return;
        }
        const sort = sortKeys.find((key) => key === checkedItems[0]) ?? null;
        change({ sort, direction: null });
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Tooltip content={t('table.sort')} relationship="label">
          <Button appearance="subtle" icon={<ArrowSort20Regular />} />
        </Tooltip>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          <MenuItemRadio name="sort" value={usual}>
            {t('table.usualOrder')}
          </MenuItemRadio>
          {sortKeys.map((key) => (
            <MenuItemRadio
              key={key}
              name="sort"
              value={key}
              disabled={total > mostSorted && isNarrowSort(key)}
            >
              {t(`sort.${key}`)}
            </MenuItemRadio>
          ))}
          <MenuDivider />
          {directions.map((direction) => (
            <MenuItemRadio key={direction} name="direction" value={direction} disabled={!order}>
              {t(`table.direction.${direction}`)}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
