/** Path of an executable that answers to Chromium's flags. Throws an Error whose message names the remedy. */
export function findBrowser(): string;
