// Fluent hides a page from screen readers while a dialog is open, by a keeper that it throws away with the last element that
// needs it. Thrown away in the very moment in which the dialog goes, it leaves the page hidden: so one element never goes.

import { useFocusFinders } from '@fluentui/react-components';
import { createRoot } from 'react-dom/client';

let isKept = false;

/** For every part that opens dialogs, before the first one. */
export function keepModalRules(): void {
  if (isKept) return;
  isKept = true;
  createRoot(document.createElement('div')).render(<NeverGone />);
}

function NeverGone() {
  useFocusFinders();
  return null;
}
