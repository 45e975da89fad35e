// The menu of actions, and the dialog of the one that was chosen. Its trigger is a menu item that is gone when the dialog
// closes, so the menu's button takes the focus back.

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
import { Fragment, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandKind } from '../../../contract/commands.ts';
import { DebugLogsDialog } from '../debug-logs/DebugLogsDialog.tsx';
import { actionFaces, actionGroups, type ActionTarget } from './action-faces.ts';
import { CommandDialog } from './CommandDialog.tsx';
import { CredentialsDialog } from './CredentialsDialog.tsx';

export interface ActionMenuProps {
  readonly target: ActionTarget;
  /** the users were deleted and the dialog closed */
  readonly onDeleted?: () => void;
  readonly size?: 'small' | 'medium';
  /** the user is gone: nothing is left to choose, but a dialog that is open stays until it is closed */
  readonly isGone?: boolean;
}

type Chosen = { readonly kind: CommandKind | 'credentials' | 'debug-logs'; readonly target: ActionTarget };

export function ActionMenu({ target, onDeleted, size = 'small', isGone = false }: ActionMenuProps) {
  // The target is fixed when the dialog opens: rows that change meanwhile do not change whom it hits.
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const buttonId = useId();
  const close = (isSent: boolean): void => {
    setChosen(null);
    if (isSent && chosen?.kind === 'delete' && onDeleted) onDeleted();
    else mustFocus.current = true;
  };
  const mustFocus = useRef(false);
  useEffect(() => {
    if (chosen !== null || !mustFocus.current) return;
    mustFocus.current = false;
    document.getElementById(buttonId)?.focus();
  }, [chosen, buttonId]);
  return (
    <>
      {isGone ? null : (
        <ActionItems
          buttonId={buttonId}
          size={size}
          hasUser={target.user !== undefined}
          onChoose={(kind) => {
            setChosen({ kind, target });
          }}
        />
      )}
      {chosen?.kind === 'credentials' && chosen.target.user ? (
        <CredentialsDialog user={chosen.target.user} onClose={close} />
      ) : null}
      {chosen?.kind === 'debug-logs' && chosen.target.user ? (
        <DebugLogsDialog
          userId={chosen.target.user.id}
          displayName={chosen.target.user.displayName}
          onClose={() => {
            close(false);
          }}
        />
      ) : null}
      {chosen && chosen.kind !== 'credentials' && chosen.kind !== 'debug-logs' ? (
        <CommandDialog kind={chosen.kind} selection={chosen.target.selection} onClose={close} />
      ) : null}
    </>
  );
}

interface ActionItemsProps {
  readonly buttonId: string;
  readonly size: 'small' | 'medium';
  /** exactly one user: the credentials can be changed */
  readonly hasUser: boolean;
  readonly onChoose: (kind: Chosen['kind']) => void;
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
