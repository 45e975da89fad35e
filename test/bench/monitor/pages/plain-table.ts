// The floor: the same page of rows in a table of the browser's own, filled by hand. Nothing that shows these rows over
// the same relay can be much faster, and nothing does less.

import type { CardId, UserRow } from '../../../../src/contract/users.ts';
import { followRows, isLive, readCards, readUsers } from './relay-reads.ts';
import { cardNames, cellTexts, sortable } from './texts.ts';

const question: Record<string, string> = { card: 'failed', limit: '100' };
const table = document.createElement('table');
const body = document.createElement('tbody');
const drawn = new Map<string, HTMLTableRowElement>();

function begin(): void {
  const cards = document.createElement('section');
  const search = document.createElement('input');
  search.type = 'search';
  search.oninput = () => {
    question['q'] = search.value;
    void show();
  };
  const frame = document.createElement('div');
  frame.style.cssText = 'height: 560px; overflow: auto';
  table.setAttribute('role', 'grid');
  table.append(headings(), body);
  frame.append(table);
  document.body.append(cards, search, frame);
  void readCards().then(({ counts }) => {
    cards.replaceChildren(...cardNames.map(([id, name]) => cardButton(id, `${name} ${counts[id]}`)));
  });
  void show();
  if (isLive) void followRows(replaceRows);
}

function cardButton(id: CardId, text: string): HTMLButtonElement {
  const button = document.createElement('button');
  button.textContent = text;
  button.setAttribute('aria-pressed', String(question['card'] === id));
  button.onclick = () => {
    for (const name of ['q', 'sort', 'direction']) Reflect.deleteProperty(question, name);
    question['card'] = id;
    void show();
  };
  return button;
}

function headings(): HTMLTableSectionElement {
  const head = document.createElement('thead');
  const row = head.insertRow();
  row.setAttribute('role', 'row');
  row.append(document.createElement('th'));
  for (const [name, key] of sortable) {
    const heading = document.createElement('th');
    heading.setAttribute('role', 'columnheader');
    const button = document.createElement('button');
    button.textContent = name;
    button.onclick = () => {
      const first = key === 'name' ? 'asc' : 'desc';
      const other = question['direction'] === 'asc' ? 'desc' : 'asc';
      const isSame = (question['sort'] ?? 'name') === key;
      question['direction'] = isSame ? (question['sort'] === undefined ? 'desc' : other) : first;
      question['sort'] = key;
      void show();
    };
    heading.append(button);
    row.append(heading);
  }
  return head;
}

async function show(): Promise<void> {
  table.setAttribute('aria-busy', 'true');
  const { items, total } = await readUsers(question);
  drawn.clear();
  body.replaceChildren(...items.map(rowOf));
  table.setAttribute('aria-rowcount', String(total + 1));
  table.setAttribute('aria-busy', 'false');
}

function rowOf(user: UserRow): HTMLTableRowElement {
  const row = document.createElement('tr');
  row.setAttribute('role', 'row');
  const check = document.createElement('input');
  check.type = 'checkbox';
  const cells = [check, ...cellTexts(user)].map((content) => {
    const cell = document.createElement('td');
    cell.setAttribute('role', 'gridcell');
    cell.append(content);
    return cell;
  });
  row.append(...cells);
  drawn.set(user.id, row);
  return row;
}

function replaceRows(users: readonly UserRow[]): void {
  for (const user of users) {
    const row = drawn.get(user.id);
    cellTexts(user).forEach((text, at) => {
      const cell = row?.cells[at + 1];
      if (cell && cell.textContent !== text) cell.textContent = text;
    });
  }
}

begin();
