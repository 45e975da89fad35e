// Faults of the three servers: what is ordered, and how often it will still happen.
import { byId, during, make, tell } from './elements.js';
import { request } from './request.js';

const servers = ['graph', 'sales', 'identity'];
const titles = { graph: 'Graph', sales: 'Sales', identity: 'Identity' };

function sentence(fault) {
  const parts = [];
  if (fault.delayMs !== undefined) parts.push(`answers ${fault.delayMs} ms late`);
  if (fault.status !== undefined) parts.push(`answers ${fault.status}`);
  if (fault.retryAfter !== undefined) parts.push(`Retry-After ${fault.retryAfter}`);
  if (fault.drop !== undefined) parts.push(`is cut ${fault.drop} it is done`);
  return parts.join(', ');
}

export async function showFaults() {
  const lists = await Promise.all(
    servers.map(async (server) => ({ server, ...(await request('GET', `/${server}/faults`)) })),
  );
  const faults = lists.flatMap(({ server, faults: ordered }) => ordered.map((fault) => ({ server, fault })));
  byId('fault-count').textContent = faults.length === 0 ? '' : String(faults.length);
  byId('fault-clear').hidden = faults.length === 0;
  byId('fault-list').replaceChildren(
    ...faults.map(({ server, fault }) =>
      make(
        'li',
        {},
        make('strong', {}, titles[server]),
        ` ${fault.method === '*' ? 'any method' : fault.method} `,
        make('code', {}, fault.path),
        ` ${sentence(fault)}; ${fault.count} left`,
      ),
    ),
  );
}

/** The order that the form describes. */
function orderOf(form) {
  const value = (name) => form.elements[name].value.trim();
  const order = { method: value('method'), path: value('path'), count: Number(value('count')) };
  const kind = value('kind');
  if (kind === 'delay') return { ...order, delayMs: Number(value('delayMs')) };
  if (kind !== 'status') return { ...order, drop: kind };
  const retryAfter = value('retryAfter') === '' ? {} : { retryAfter: Number(value('retryAfter')) };
  return { ...order, status: Number(value('status')), ...retryAfter };
}

export function startFaults() {
  const form = byId('fault-form');
  form.elements.kind.addEventListener('change', () => {
    for (const label of form.querySelectorAll('[data-for]'))
      label.hidden = label.dataset.for !== form.elements.kind.value;
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void during(form.querySelector('button'), async () => {
      await request('POST', `/${form.elements.server.value}/faults`, orderOf(form));
      await showFaults();
      tell('The fault is set.');
    });
  });
  byId('fault-clear').addEventListener('click', (event) => {
    void during(event.currentTarget, async () => {
      await Promise.all(servers.map((server) => request('DELETE', `/${server}/faults`)));
      await showFaults();
      tell('All faults are cleared.');
    });
  });
}
