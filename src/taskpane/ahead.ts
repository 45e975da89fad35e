// Asks for the code of the first screen before the code that everything shares has run: imported before all else.

import { MonitorPart } from './monitor-part.ts';
import { prepareSession } from './shell/start-session.ts';
import { pendingDialog } from './sign-in/dialog-purpose.ts';

if (!pendingDialog()) {
  prepareSession();
  if (location.hash.startsWith('#/monitor')) MonitorPart.ahead();
}
