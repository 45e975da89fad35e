// The two lists. A list shows its first 50 matches; more on request, because `big` has 2,000.
import { byId, make } from './elements.js';

const STEP = 50;
const shown = { microsoft: STEP, sales: STEP };

const plain = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
/** Spaces that do not break: a number stays on one line. */
const unbroken = (number) => (number ? number.replaceAll(' ', '\u00a0') : null);
const joined = (...parts) =>
  parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · ');

function microsoftRow(contact, sharedCategory) {
  const email = contact.emailAddresses?.[0]?.address ?? '';
  const shared = contact.categories.includes(sharedCategory);
  return {
    key: contact.id,
    title: contact.displayName || email || 'No name',
    lines: [joined(contact.jobTitle, contact.companyName), joined(email, unbroken(contact.mobilePhone))],
    tags: shared ? [{ text: sharedCategory, kind: 'shared' }] : [],
    record: contact,
    quick: { text: shared ? 'Unshare' : 'Share', action: 'share' },
  };
}

function salesRow(record, searches) {
  const { values } = record;
  const inSearches = searches.filter((search) => search.members.has(record.partyId));
  const phone = values.MobileNumber && `+${values.MobileCountryCode ?? ''} ${values.MobileNumber}`;
  return {
    key: record.partyId,
    title: [values.FirstName, values.MiddleName, values.LastName].filter(Boolean).join(' '),
    lines: [joined(values.JobTitle, values.AccountName), joined(values.EmailAddress, unbroken(phone))],
    tags: [
      ...(record.active ? [] : [{ text: 'Inactive', kind: 'off' }]),
      ...inSearches.map((search) => ({ text: search.name, kind: 'search' })),
    ],
    record,
    quick: null,
  };
}

/** Rows of both sides in the order of their names. */
export function rowsOf(data) {
  const searches = data.searches.map(({ name, memberIds }) => ({ name, members: new Set(memberIds) }));
  const byTitle = (a, b) => a.title.localeCompare(b.title);
  return {
    microsoft: data.microsoft.map((contact) => microsoftRow(contact, data.sharedCategory)).sort(byTitle),
    sales: data.sales.map((record) => salesRow(record, searches)).sort(byTitle),
  };
}

function item(side, row, actions) {
  const open = make('button', { class: 'open' }, row.title);
  open.addEventListener('click', () => actions.open(side, row.record));
  const text = make(
    'div',
    { class: 'text' },
    open,
    ...row.lines.filter(Boolean).map((line) => make('p', {}, line)),
  );
  if (row.tags.length > 0) {
    text.append(
      make(
        'p',
        { class: 'tags' },
        ...row.tags.map((tag) => make('span', { class: `tag ${tag.kind}` }, tag.text)),
      ),
    );
  }
  const element = make('li', { 'data-key': row.key }, text);
  if (row.quick !== null) {
    const quick = make(
      'button',
      { class: 'quick', 'aria-label': `${row.quick.text}: ${row.title}` },
      row.quick.text,
    );
    quick.addEventListener('click', () => actions.quick(side, row.record, quick));
    element.append(quick);
  }
  return element;
}

/** Fills both lists; `actions.open(side, record)` and `actions.quick(side, record, button)` are called by clicks. */
export function showRecords(rows, find, actions) {
  const words = plain(find).split(/\s+/).filter(Boolean);
  for (const side of ['microsoft', 'sales']) {
    const matches = rows[side].filter((row) => {
      const text = plain([row.title, ...row.lines].join(' '));
      return words.every((word) => text.includes(word));
    });
    const list = byId(`${side}-list`);
    list.replaceChildren(...matches.slice(0, shown[side]).map((row) => item(side, row, actions)));
    if (matches.length === 0)
      list.append(make('li', { class: 'empty' }, words.length > 0 ? 'Nothing matches.' : 'No contacts yet.'));
    const all = rows[side].length;
    byId(`${side}-count`).textContent = matches.length === all ? String(all) : `${matches.length} of ${all}`;
    const more = byId(`${side}-more`);
    more.hidden = matches.length <= shown[side];
    more.onclick = () => {
      shown[side] += STEP * 4;
      showRecords(rows, find, actions);
    };
  }
}

export function startAtTop() {
  shown.microsoft = STEP;
  shown.sales = STEP;
}
