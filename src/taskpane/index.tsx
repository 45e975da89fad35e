// First code of the pane: language and theme first, then the screen, then everything that may be slow (host, sign-in).

import './ahead.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createOfficeHost, type OfficeHost } from './office-host.ts';
import { startLanguages } from './shell/languages.ts';
import { askForConfiguration } from './shell/start-session.ts';
import { endDialog, keepDialog, pendingDialog, type DialogPurpose } from './sign-in/dialog-purpose.ts';
import './shell/page.css';

async function signInAsWindow(host: OfficeHost, purpose: DialogPurpose): Promise<void> {
  const [{ runDialog }, { readConfiguration }] = await Promise.all([
    import('./sign-in/run-dialog.ts'),
    import('./session/configuration.ts'),
  ]);
  const tell = (message: object): void => {
    endDialog();
    host.tellParent(JSON.stringify(message));
  };
  try {
    await runDialog(purpose, await readConfiguration(await askForConfiguration()), tell);
  } catch {
    tell({ type: 'failed', code: 'not_started' });
  }
}

async function start(): Promise<void> {
  const host = await createOfficeHost();
  await startLanguages(host.language);
  const purpose = pendingDialog();
  if (purpose) {
    // The window leaves for the identity provider and comes back without its fragment.
    keepDialog(purpose);
    await signInAsWindow(host, purpose);
    return;
  }
  const root = document.getElementById('root');
  if (!root) throw new Error('taskpane.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App host={host} />
    </StrictMode>,
  );
}

void start();
