// A Chromium with a profile on disk, so that a store outlives its tab and its browser.

import type { BrowserContext } from 'playwright-core';
import { chromium } from 'playwright-core';

import { findBrowser } from '../../scripts/find-browser.mjs';

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];

/** `folder`: where the profile lies or will lie. */
export function launchProfile(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { executablePath: findBrowser(), args: flags });
}
