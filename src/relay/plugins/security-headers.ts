// What browsers may do with our pages. The pane lives in a frame of Outlook, so there is no X-Frame-Options; where it may
// connect to is computed from its configuration.

import helmet from '@fastify/helmet';
import type { PaneConfiguration } from '../../contract/pane-configuration.ts';
import type { RelayApp } from '../relay-app.ts';

/** pages that show the pane in a frame */
const outlookHosts = [
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook.live.com',
  'https://outlook.cloud.microsoft',
  'https://*.officeapps.live.com',
];
/** Office.js outside of the sandbox must come from Microsoft, which loads a helper from its other host. */
const officeScripts = ['https://appsforoffice.microsoft.com', 'https://ajax.aspnetcdn.com'];
const yearSeconds = 31_536_000;
/** A message from a sign-in window must reach the pane, so these keep their opener; taskpane.html is also the Office dialog. */
const openerPages = new Set(['/redirect.html', '/taskpane.html']);

export async function installSecurityHeaders(
  app: RelayApp,
  configuration: PaneConfiguration | null,
): Promise<void> {
  const isSandbox = configuration?.isSandbox ?? false;
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: policyOf(configuration) },
    xFrameOptions: false,
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    // Outlook shows our icons on its own pages
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    // on localhost it would force https on every other program of the developer
    strictTransportSecurity: isSandbox ? false : { maxAge: yearSeconds, includeSubDomains: false },
  });
  app.addHook('onSend', (request, reply, payload, done) => {
    if (openerPages.has(request.url.split('?', 1)[0] ?? ''))
      void reply.removeHeader('cross-origin-opener-policy');
    done(null, payload);
  });
}

export function policyOf(configuration: PaneConfiguration | null): Record<string, string[]> {
  const scripts = configuration === null || configuration.isSandbox ? [] : officeScripts;
  const identity = configuration === null ? [] : [originOf(configuration.microsoft.authority)];
  return {
    'default-src': ["'none'"],
    'script-src': ["'self'", ...scripts],
    // Fluent UI writes its styles at run time
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'", 'data:'],
    'connect-src': ["'self'", ...connections(configuration), ...scripts],
    // silent sign-in goes through a hidden frame
    'frame-src': ["'self'", ...identity],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'base-uri': ["'self'"],
    'form-action': ["'self'"],
    'object-src': ["'none'"],
    'frame-ancestors': ["'self'", ...outlookHosts],
  };
}

function connections(configuration: PaneConfiguration | null): string[] {
  if (configuration === null) return [];
  const { microsoft, sales } = configuration;
  const urls = [microsoft.authority, microsoft.graphBaseUrl, sales.baseUrl, sales.issuer];
  return [...new Set(urls.map(originOf))];
}

function originOf(url: string): string {
  return new URL(url).origin;
}
