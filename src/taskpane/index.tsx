// First code of the pane: language and theme first, then the screen, then everything that may be slow (host, sign-in).

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { createOfficeHost } from './office-host.ts';
import { startLanguages } from './shell/languages.ts';
import './shell/page.css';

async function start(): Promise<void> {
  const host = await createOfficeHost();
  await startLanguages(host.language);
  const root = document.getElementById('root');
  if (!root) throw new Error('taskpane.html has no #root');
  createRoot(root).render(
    <StrictMode>
      <App host={host} />
    </StrictMode>,
  );
}

void start();
