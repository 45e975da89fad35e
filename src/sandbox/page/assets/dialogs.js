/* global confirm, HTMLInputElement */
// The two forms. Saving sends only what the person changed in the form, as an edit in Outlook or Sales would.
import { byId, make } from './elements.js';
import { personUrl, request } from './request.js';

const empty = (value) => (value === '' ? null : value);

/** Values of the named controls; a checkbox gives true or false. */
function valuesOf(form) {
  const values = {};
  for (const control of form.elements) {
    if (control.name === '') continue;
    values[control.name] =
      control instanceof HTMLInputElement && control.type === 'checkbox'
        ? control.checked
        : control.value.trim();
  }
  return values;
}

function fill(form, values) {
  for (const control of form.elements) {
    if (control.name === '') continue;
    const value = values[control.name];
    if (control.type === 'checkbox') control.checked = value === true;
    else control.value = value ?? '';
  }
}

function changed(before, after) {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => (before[name] ?? '') !== value));
}

/** Opens a dialog and resolves with `save`, `delete` or `cancel` carried out by `act`, which may refuse. */
function run(side, options) {
  const dialog = byId(`${side}-dialog`);
  const form = dialog.querySelector('form');
  const problem = dialog.querySelector('.problem');
  const deleteButton = dialog.querySelector('[data-do=delete]');
  problem.hidden = true;
  deleteButton.hidden = options.remove === null;
  fill(form, options.values);
  const before = valuesOf(form);
  const attempt = async (work) => {
    try {
      await work();
      dialog.close();
      await options.done();
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
    }
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    void attempt(() => options.save(changed(before, valuesOf(form)), valuesOf(form)));
  };
  dialog.querySelector('[data-do=cancel]').onclick = () => dialog.close();
  deleteButton.onclick = () => {
    if (confirm(options.question)) void attempt(options.remove);
  };
  dialog.showModal();
}

/** What Graph is sent for the changed fields of the form. */
export function graphBody(changes, all, contact) {
  const body = {};
  for (const name of ['givenName', 'surname', 'jobTitle', 'companyName', 'mobilePhone']) {
    if (name in changes) body[name] = empty(changes[name]);
  }
  if ('givenName' in changes || 'surname' in changes)
    body.displayName = [all.givenName, all.surname].filter(Boolean).join(' ');
  if ('email' in changes) {
    const others = (contact?.emailAddresses ?? []).slice(1);
    const name = [all.givenName, all.surname].filter(Boolean).join(' ');
    body.emailAddresses = all.email === '' ? others : [{ name, address: all.email }, ...others];
  }
  if ('businessPhone' in changes) {
    const others = (contact?.businessPhones ?? []).slice(1);
    body.businessPhones = all.businessPhone === '' ? others : [all.businessPhone, ...others];
  }
  if (['street', 'postalCode', 'city', 'countryOrRegion'].some((name) => name in changes)) {
    const { street, postalCode, city, countryOrRegion } = all;
    body.businessAddress = { ...contact?.businessAddress, street, postalCode, city, countryOrRegion };
  }
  return body;
}

/** The categories of a contact with the shared one put in or taken out. */
export function withCategory(contact, category, inside) {
  const others = (contact?.categories ?? []).filter((name) => name !== category);
  return inside ? [...others, category] : others;
}

export function openMicrosoft(state, contact) {
  const { data, userName } = state;
  byId('category-name').textContent = data.sharedCategory;
  byId('account-names').replaceChildren(...data.accounts.map(({ name }) => make('option', { value: name })));
  const url = `${personUrl(userName)}/microsoft`;
  const values = {
    ...contact,
    ...contact?.businessAddress,
    email: contact?.emailAddresses?.[0]?.address,
    businessPhone: contact?.businessPhones?.[0],
    shared: contact?.categories.includes(data.sharedCategory),
  };
  run('microsoft', {
    values,
    save(changes, all) {
      const body = graphBody(changes, all, contact);
      if ('shared' in changes) body.categories = withCategory(contact, data.sharedCategory, all.shared);
      return contact === null
        ? request('POST', url, body)
        : request('PATCH', `${url}/${encodeURIComponent(contact.id)}`, body);
    },
    remove: contact === null ? null : () => request('DELETE', `${url}/${encodeURIComponent(contact.id)}`),
    question: 'Delete this contact in Outlook? It goes to Deleted Items.',
    done: state.reload,
  });
}

export function openSales(state, record) {
  const { data, userName } = state;
  const form = byId('sales-dialog').querySelector('form');
  const none = make('option', { value: '' }, 'None');
  form.elements.AccountPartyId.replaceChildren(
    none,
    ...data.accounts.map(({ partyId, name }) => make('option', { value: partyId }, name)),
  );
  const boxes = byId('searches').querySelector('div');
  byId('searches').hidden = record === null;
  boxes.replaceChildren(
    ...(record === null ? [] : data.searches).map((search) =>
      make(
        'label',
        { class: 'check' },
        make('input', { type: 'checkbox', name: `search:${search.queryUuid}` }),
        make('span', {}, search.name),
      ),
    ),
  );
  const url = `${personUrl(userName)}/sales`;
  const members = data.searches.map((search) => [
    `search:${search.queryUuid}`,
    search.memberIds.includes(record?.partyId),
  ]);
  run('sales', {
    values: { ...record?.values, ...Object.fromEntries(members) },
    async save(changes) {
      const entries = Object.entries(changes);
      const attributes = entries
        .filter(([name]) => !name.startsWith('search:'))
        .map(([name, value]) => [name, empty(value)]);
      if (record === null) return request('POST', url, Object.fromEntries(attributes));
      if (attributes.length > 0)
        await request('PATCH', `${url}/${record.partyId}`, Object.fromEntries(attributes));
      for (const [name, inside] of entries.filter(([key]) => key.startsWith('search:'))) {
        const member = `${personUrl(userName)}/searches/${name.slice('search:'.length)}/members/${record.partyId}`;
        await request(inside ? 'PUT' : 'DELETE', member);
      }
    },
    remove: record === null || !record.active ? null : () => request('DELETE', `${url}/${record.partyId}`),
    question: 'Delete this contact in Sales? It becomes inactive.',
    done: state.reload,
  });
}
