// The only file that names Office. Everything the pane wants of its host, with an answer in a plain browser too.

export type ColorScheme = 'light' | 'dark' | 'high-contrast';

export interface OfficeHost {
  readonly kind: 'outlook' | 'browser';
  /** BCP 47 tag of the user interface */
  readonly language: string;
  /** nested app authentication is offered by this host */
  readonly canNest: boolean;
  colorScheme(): ColorScheme;
  onColorSchemeChange(listener: () => void): () => void;
  /** opens a window of ours, resolves with its first message; rejects with the host's code when it is closed before */
  askInDialog(url: string): Promise<string>;
  /** called in such a window: the message goes to the pane that opened it */
  tellParent(message: string): void;
  /** opens an address of ours in its own window, outside the pane's frame */
  openWide(url: string): void;
}

const readyTimeoutMs = 5_000;

/** Never rejects and never waits longer than 5 s: a host that does not answer is treated as a plain browser. */
export async function createOfficeHost(): Promise<OfficeHost> {
  const isOutlook = await hostAnswers();
  return isOutlook ? outlookHost() : browserHost();
}

async function hostAnswers(): Promise<boolean> {
  if (typeof Office === 'undefined') return false;
  const timeout = new Promise<null>((resolve) => {
    setTimeout(() => {
      resolve(null);
    }, readyTimeoutMs);
  });
  const ready = await Promise.race([Office.onReady(), timeout]);
  // In a plain browser Office answers with host null although its types do not say so.
  return ready !== null && (ready.host as Office.HostType | null) === Office.HostType.Outlook;
}

function outlookHost(): OfficeHost {
  return {
    ...browserHost(),
    kind: 'outlook',
    language: Office.context.displayLanguage,
    canNest: Office.context.requirements.isSetSupported('NestedAppAuth', '1.1'),
    colorScheme: () => themeOf(Office.context.officeTheme) ?? preferred(),
    askInDialog: askOffice,
    tellParent: (message) => {
      Office.context.ui.messageParent(message, { targetOrigin: location.origin });
    },
    openWide: (url) => {
      if (Office.context.requirements.isSetSupported('OpenBrowserWindowApi', '1.1')) {
        Office.context.ui.openBrowserWindow(url);
      } else {
        window.open(url, '_blank', 'noopener');
      }
    },
  };
}

/** The theme is undefined before Mailbox 1.14. */
function themeOf(theme: Office.OfficeTheme | undefined): ColorScheme | null {
  if (!theme) return null;
  if (matchMedia('(forced-colors: active)').matches) return 'high-contrast';
  if (typeof theme.isDarkTheme === 'boolean') return theme.isDarkTheme ? 'dark' : 'light';
  return null;
}

function browserHost(): OfficeHost {
  return {
    kind: 'browser',
    language: navigator.language,
    canNest: false,
    colorScheme: preferred,
    onColorSchemeChange: (listener) => {
      const queries = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(forced-colors: active)')];
      for (const query of queries) query.addEventListener('change', listener);
      return () => {
        for (const query of queries) query.removeEventListener('change', listener);
      };
    },
    askInDialog: () => Promise.reject(new Error('no_dialog')),
    tellParent: () => undefined,
    openWide: (url) => {
      window.open(url, '_blank', 'noopener');
    },
  };
}

/** One window at a time; the host closes it when we have our answer. */
function askOffice(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    Office.context.ui.displayDialogAsync(url, { height: 60, width: 30 }, (opened) => {
      if (opened.status === Office.AsyncResultStatus.Failed) {
        reject(new Error(`office_${opened.error.code}`));
        return;
      }
      const dialog = opened.value;
      dialog.addEventHandler(Office.EventType.DialogMessageReceived, (said) => {
        dialog.close();
        if ('message' in said && said.origin === location.origin) resolve(said.message);
        else reject(new Error('foreign_message'));
      });
      dialog.addEventHandler(Office.EventType.DialogEventReceived, (ended) => {
        reject(new Error('error' in ended ? `office_${ended.error}` : 'closed'));
      });
    });
  });
}

function preferred(): ColorScheme {
  if (matchMedia('(forced-colors: active)').matches) return 'high-contrast';
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}
