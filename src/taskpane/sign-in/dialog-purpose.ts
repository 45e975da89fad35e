// Which sign-in window taskpane.html is, if it is one. Part of the first load, so it imports nothing.

export type DialogPurpose = 'microsoft' | 'sales';

/** Fragment that makes taskpane.html a sign-in window instead of the pane. */
export function dialogFragment(purpose: DialogPurpose): string {
  return `/dialog/${purpose}`;
}

export function dialogPurpose(fragment: string): DialogPurpose | null {
  if (fragment === dialogFragment('microsoft')) return 'microsoft';
  return fragment === dialogFragment('sales') ? 'sales' : null;
}

const dialogName = 'sales-sync.dialog';

/** What this window was opened for, also after the identity provider took its fragment away; null in the pane itself. */
export function pendingDialog(): DialogPurpose | null {
  return dialogPurpose(sessionStorage.getItem(dialogName) ?? location.hash.slice(1));
}

export function keepDialog(purpose: DialogPurpose): void {
  sessionStorage.setItem(dialogName, dialogFragment(purpose));
}

export function endDialog(): void {
  sessionStorage.removeItem(dialogName);
}
