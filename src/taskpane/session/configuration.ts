// What the relay tells the page before any sign-in.

import { paneConfiguration, type PaneConfiguration } from '../../contract/pane-configuration.ts';

export async function readConfiguration(response: Response): Promise<PaneConfiguration> {
  if (!response.ok) throw new Error(`config.json answered ${response.status}`);
  return paneConfiguration.parse(await response.json());
}
