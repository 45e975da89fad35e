// The Monitor, whose code a rep never loads.

import { createPart } from './shell/part.tsx';

export const MonitorPart = createPart(
  async () => (await import(/* webpackChunkName: 'monitor' */ './monitor/MonitorScreens.tsx')).MonitorScreens,
);
