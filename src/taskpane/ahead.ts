// Asks for the code of the first screen before the code that everything shares has run: imported before all else.

import { loadMonitor } from './load-monitor.ts';
import { prepareSession } from './shell/start-session.ts';
import { pendingDialog } from './sign-in/dialog-purpose.ts';

if (!pendingDialog()) {
  prepareSession();
  // The screen says what went wrong.
  if (location.hash.startsWith('#/monitor')) loadMonitor().catch(() => undefined);
}
