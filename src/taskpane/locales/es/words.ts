import administration from './administration.json';
import causesView from './causes-view.json';
import causes from './causes.json';
import details from './details.json';
import monitor from './monitor.json';
import pane from './pane.json';

export const words = { pane, monitor, causes, administration, details, 'causes-view': causesView };
