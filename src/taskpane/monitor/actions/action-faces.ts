// The actions in the order they stand in menus.

import {
  ArrowSync20Regular,
  ArrowSyncCheckmark20Regular,
  Delete20Regular,
  PauseCircle20Regular,
  PersonArrowRight20Regular,
  Play20Regular,
  Prohibited20Regular,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { CommandKind, Selection } from '../../../contract/commands.ts';
import type { UserRow } from '../../../contract/users.ts';

export const actionFaces: Readonly<Record<CommandKind, FluentIcon>> = {
  'sync-now': ArrowSync20Regular,
  'full-sync': ArrowSyncCheckmark20Regular,
  suspend: PauseCircle20Regular,
  'ask-to-sign-in': PersonArrowRight20Regular,
  disable: Prohibited20Regular,
  enable: Play20Regular,
  delete: Delete20Regular,
};

export const actionGroups: readonly (readonly CommandKind[])[] = [
  ['sync-now', 'full-sync', 'suspend'],
  ['ask-to-sign-in'],
  ['disable', 'enable', 'delete'],
];

export interface ActionTarget {
  readonly selection: Selection;
  /** of those picked, whom the list does not show */
  readonly notListed?: ReadonlySet<string> | undefined;
  /** set when it is exactly one user */
  readonly user?: UserRow;
}
