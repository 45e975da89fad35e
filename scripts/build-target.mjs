// Where a build will live: localhost by default, ADDIN_URL for a real tenant. The manifest's id differs per environment,
// never per release: Outlook takes a changed id for another add-in.
export const developmentUrl = 'https://localhost:3000';

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Throws one Error that lists every mistake. */
export function readTarget(environment) {
  const addinUrl = (environment.ADDIN_URL ?? '').replace(/\/+$/, '');
  const addinId = environment.ADDIN_ID ?? '';
  if (!addinUrl && !addinId) {
    return {
      isDevelopment: true,
      addinUrl: developmentUrl,
      addinId: undefined,
      officeScript: '/office/office.js',
    };
  }
  const mistakes = [
    ...(isHttpsOrigin(addinUrl)
      ? []
      : ['ADDIN_URL must be the https origin of the add-in, such as https://sync.example.com']),
    ...(guid.test(addinId)
      ? []
      : ['ADDIN_ID must be a GUID of its own for this environment (make one with uuidgen)']),
  ];
  if (mistakes.length > 0) throw new Error(`The build was not started.\n  ${mistakes.join('\n  ')}`);
  return {
    isDevelopment: false,
    addinUrl,
    addinId: addinId.toLowerCase(),
    officeScript: 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js',
  };
}

/** manifest.xml is the development manifest as it stands; production replaces addresses and id. */
export function finishManifest(template, { isDevelopment, addinUrl, addinId }) {
  if (isDevelopment) return template;
  return template.replaceAll(developmentUrl, addinUrl).replace(/<Id>[^<]*<\/Id>/, `<Id>${addinId}</Id>`);
}

function isHttpsOrigin(text) {
  return URL.canParse(text) && text.startsWith('https://') && new URL(text).origin === text.toLowerCase();
}
