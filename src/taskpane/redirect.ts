// Where Microsoft sends the browser after a sign-in. Own small page so that nothing of the pane runs on it.

import { broadcastResponseToMainFrame } from '@azure/msal-browser/redirect-bridge';

void broadcastResponseToMainFrame().catch(() => {
  document.body.textContent =
    'This sign-in answer cannot be used. Close this window and start the sign-in again.';
});
