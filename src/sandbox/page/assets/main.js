/* global document, location, history */
// The page comes to life: who is chosen stands in the fragment, so that a link or a reload comes back to the same person.
import { openMicrosoft, openSales, withCategory } from './dialogs.js';
import { byId, during, tell } from './elements.js';
import { showFaults, startFaults } from './faults.js';
import { rowsOf, showRecords, startAtTop } from './records.js';
import { personUrl, request } from './request.js';

const person = byId('person');
const find = byId('find');
let data = null;

const state = () => ({ data, userName: person.value, reload });
const name = () => person.selectedOptions[0]?.textContent?.split(' (')[0] ?? '';

const actions = {
  open: (side, record) => (side === 'microsoft' ? openMicrosoft : openSales)(state(), record),
  quick: (_side, contact, button) =>
    during(button, async () => {
      const inside = !contact.categories.includes(data.sharedCategory);
      const categories = withCategory(contact, data.sharedCategory, inside);
      await request('PATCH', `${personUrl(person.value)}/microsoft/${encodeURIComponent(contact.id)}`, {
        categories,
      });
      await reload();
    }),
};

function show() {
  if (data !== null) showRecords(rowsOf(data), find.value, actions);
}

async function reload() {
  const userName = person.value;
  try {
    const fresh = await request('GET', `${personUrl(userName)}/records`);
    if (userName !== person.value) return;
    data = fresh;
    show();
  } catch (error) {
    tell(error.message, true);
  }
}

const sessionActs = {
  revoke: (issuer) => request('POST', '/identity/revoke', { userName: person.value, issuer }),
  expire: (issuer) => request('POST', '/identity/expire', { userName: person.value, issuer }),
  'expire-delta': () => request('POST', '/graph/expire-delta', { userName: person.value }),
  'withdraw-role': () => setRole(false),
  'give-role': () => setRole(true),
};

async function setRole(hasRole) {
  const { withoutRole } = await request('GET', '/sales/switches');
  const others = withoutRole.filter((userName) => userName !== person.value);
  await request('POST', '/sales/switches', {
    withoutRole: hasRole ? others : [...others, person.value],
  });
}

const sentences = {
  revoke: (issuer) => `${name()} must sign in to ${issuer === 'microsoft' ? 'Microsoft' : 'Sales'} again.`,
  expire: (issuer) =>
    `Access tokens of ${name()} for ${issuer === 'microsoft' ? 'Microsoft' : 'Sales'} have expired.`,
  'expire-delta': () => `The next delta request of ${name()} will answer 410.`,
  'withdraw-role': () => `Sales refuses every request of ${name()}.`,
  'give-role': () => `Sales serves ${name()} again.`,
};

function start() {
  const wanted = decodeURIComponent(location.hash.slice(1));
  person.value = [...person.options].some(({ value }) => value === wanted) ? wanted : 'ana.ruiz';
  person.addEventListener('change', () => {
    history.replaceState(null, '', `#${encodeURIComponent(person.value)}`);
    startAtTop();
    tell('');
    void reload();
  });
  find.addEventListener('input', show);
  byId('microsoft-new').addEventListener('click', () => openMicrosoft(state(), null));
  byId('sales-new').addEventListener('click', () => openSales(state(), null));
  for (const button of document.querySelectorAll('[data-act]')) {
    const { act, issuer } = button.dataset;
    button.addEventListener('click', () => {
      void during(button, async () => {
        await sessionActs[act](issuer);
        tell(sentences[act](issuer));
      });
    });
  }
  startFaults();
  // Another window may have changed what is shown here.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && document.querySelector('dialog[open]') === null) void reload();
  });
  void reload();
  showFaults().catch((error) => tell(error.message, true));
}

start();
