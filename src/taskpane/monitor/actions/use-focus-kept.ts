// A button that goes takes the focus along, and Escape no longer reaches its dialog: another button takes the focus then.
// A dialog that takes it keeps one `modalType`: Fluent moves the focus to its first control whenever that changes.

import { useEffect, useId } from 'react';

/** The id for the button that takes the focus; to be called by whatever is drawn again when a button goes. */
export function useFocusKept(): string {
  const id = useId();
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById(id)?.focus();
  });
  return id;
}
