/** Path of an executable that answers to Chromium's flags. Throws an Error whose message names the remedy. */
export function findBrowser(): string;

/** The one among the packages and the configuration of its own fonts; null where it does not run. */
export function packagedBrowser(): { readonly path: string; readonly fonts: string } | null;
