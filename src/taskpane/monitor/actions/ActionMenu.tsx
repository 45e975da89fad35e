// The menu of actions. What it chooses is kept by whoever shows it, because the dialog outlives the menu.

import {
  Menu,
  MenuButton,
  MenuDivider,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { DocumentBulletList20Regular, PersonEdit20Regular } from '@fluentui/react-icons';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { actionFaces, actionGroups, type ActionTarget } from './action-faces.ts';
import type { Acting, ActionId } from './use-acting.ts';

export interface ActionMenuProps {
  readonly acting: Acting;
  readonly target: ActionTarget;
  readonly size?: 'small' | 'medium';
}

export function ActionMenu({ acting, target, size = 'small' }: ActionMenuProps) {
  return (
    <ActionItems
      buttonId={acting.buttonId}
      size={size}
      hasUser={target.user !== undefined}
      onChoose={(kind) => {
        acting.choose(kind, target);
      }}
    />
  );
}

interface ActionItemsProps {
  readonly buttonId: string;
  readonly size: 'small' | 'medium';
  /** exactly one user: the credentials can be changed */
  readonly hasUser: boolean;
  readonly onChoose: (kind: ActionId) => void;
}

function ActionItems({ buttonId, size, hasUser, onChoose }: ActionItemsProps) {
  const { t } = useTranslation('monitor');
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuButton appearance="primary" size={size} id={buttonId}>
          {t('action.menu')}
        </MenuButton>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {actionGroups.map((kinds, at) => (
            <Fragment key={kinds.join()}>
              {at === 0 ? null : <MenuDivider />}
              {kinds.map((kind) => {
                const Icon = actionFaces[kind];
                return (
                  <MenuItem
                    key={kind}
                    icon={<Icon />}
                    onClick={() => {
                      onChoose(kind);
                    }}
                  >
                    {t(`action.${kind}.name`)}
                  </MenuItem>
                );
              })}
            </Fragment>
          ))}
          {hasUser ? (
            <>
              <MenuDivider />
              <MenuItem
                icon={<PersonEdit20Regular />}
                onClick={() => {
                  onChoose('credentials');
                }}
              >
                {t('credentials.name')}
              </MenuItem>
              <MenuItem
                icon={<DocumentBulletList20Regular />}
                onClick={() => {
                  onChoose('debug-logs');
                }}
              >
                {t('action.debugLogs')}
              </MenuItem>
            </>
          ) : null}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
