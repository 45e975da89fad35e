// The menu of actions. By itself it keeps the dialog of what was chosen; where the menu may go away, as with the bar of the
// list's selection, its items stand alone and somebody above keeps the dialog.

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
import { ActionDialog } from './ActionDialog.tsx';
import { actionFaces, actionGroups, type ActionTarget } from './action-faces.ts';
import { useActing, type ActionId } from './use-acting.ts';

export interface ActionMenuProps {
  readonly target: ActionTarget;
  /** the users were deleted and the dialog closed */
  readonly onDeleted?: () => void;
  readonly size?: 'small' | 'medium';
  /** the user is gone: nothing is left to choose, but a dialog that is open stays until it is closed */
  readonly isGone?: boolean;
}

export function ActionMenu({ target, onDeleted, size = 'small', isGone = false }: ActionMenuProps) {
  const acting = useActing(onDeleted);
  return (
    <>
      {isGone ? null : (
        <ActionItems
          buttonId={acting.buttonId}
          size={size}
          hasUser={target.user !== undefined}
          onChoose={(kind) => {
            acting.choose(kind, target);
          }}
        />
      )}
      <ActionDialog acting={acting} />
    </>
  );
}

interface ActionItemsProps {
  readonly buttonId: string;
  readonly size: 'small' | 'medium';
  /** exactly one user: the last actions are for one only */
  readonly hasUser: boolean;
  readonly onChoose: (kind: ActionId) => void;
}

export function ActionItems({ buttonId, size, hasUser, onChoose }: ActionItemsProps) {
  const { t } = useTranslation('monitor');
  // Preconditions are shown, not hidden.
  const forOne = hasUser ? {} : { disabled: true, subText: t('action.oneUserOnly') };
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
          <MenuDivider />
          <MenuItem
            {...forOne}
            icon={<PersonEdit20Regular />}
            onClick={() => {
              onChoose('credentials');
            }}
          >
            {t('credentials.name')}
          </MenuItem>
          <MenuItem
            {...forOne}
            icon={<DocumentBulletList20Regular />}
            onClick={() => {
              onChoose('debug-logs');
            }}
          >
            {t('action.debugLogs')}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
