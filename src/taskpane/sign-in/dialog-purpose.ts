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
