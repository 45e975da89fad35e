// Fluent's dialog, which stays when the second click of a double click on what opened it lands on the page behind it.

import { Dialog, type DialogProps } from '@fluentui/react-components';

export function ModalDialog({ onOpenChange, ...props }: DialogProps) {
  return (
    <Dialog
      {...props}
      onOpenChange={(event, data) => {
        // The browser counts clicks at one place in `detail`.
        if (data.type === 'backdropClick' && data.event.detail > 1) data.event.preventDefault();
        else onOpenChange?.(event, data);
      }}
    />
  );
}
