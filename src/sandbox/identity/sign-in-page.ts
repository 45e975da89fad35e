// The sandbox's sign-in page: every sample person is one button, no password. Also the small pages around it.
// No file from elsewhere: style and script are inline, allowed by a nonce.
import type { Person, Situation } from '../company/person.ts';
import type { IssuerName } from './registrations.ts';

const titles: Readonly<Record<IssuerName, string>> = {
  microsoft: 'Sign in to Microsoft 365 (sandbox)',
  sales: 'Sign in to Sales (sandbox)',
};

const situations: Readonly<Record<Situation, string>> = {
  ordinary: '',
  'microsoft-sign-in-expired': 'Microsoft sign-in has expired',
  'sales-sign-in-expired': 'Sales sign-in has expired',
  'sales-role-missing': 'has lost the role in Sales',
  'ambiguous-account': 'has a contact whose company matches several accounts',
  'rejected-field': 'has a contact that Sales refuses',
  'throttled-mailbox': 'mailbox is throttled',
  disabled: 'synchronization disabled by an administrator',
  'never-synced': 'has never synchronized',
};

/** Names of people that mean something beyond their situation. */
const notes: Readonly<Record<string, string>> = { big: 'saved search of 2,000 contacts' };

export interface SignInPage {
  readonly issuer: IssuerName;
  readonly people: readonly Person[];
  /** name of the application that asks */
  readonly application: string;
  /** user name or address that the application expects */
  readonly hint?: string | undefined;
  readonly nonce: string;
}

export function signInPage({ issuer, people, application, hint, nonce }: SignInPage): string {
  const wanted = hint?.toLowerCase();
  const isWanted = (person: Person): boolean => [person.mail, person.userName].includes(wanted ?? '');
  const sorted = [...people].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
  const body = `
<p>${text(application)} asks who you are. Choose a person of the sample company; there are no passwords.</p>
<label for="find">Find a person</label>
<input id="find" type="search" autocomplete="off" placeholder="Name, address, office">
<p id="count" role="status">${sorted.length} people</p>
<form method="post"><ul id="people">
${sorted.map((person) => personRow(person, isWanted(person))).join('\n')}
</ul></form>
<script nonce="${nonce}">${searchScript}</script>`;
  return frame(titles[issuer], body, nonce);
}

function personRow(person: Person, isWanted: boolean): string {
  const special = specials(person, isWanted);
  return `<li><button type="submit" name="userName" value="${text(person.userName)}">
<strong>${text(person.displayName)}</strong> <span>${text(person.mail)}</span> <span>${text(person.office)}</span>
${special === '' ? '' : `<em>${text(special)}</em>`}</button></li>`;
}

function specials(person: Person, isWanted: boolean): string {
  const parts = [
    isWanted ? 'expected by the application' : '',
    person.roles.includes('Monitor.Admin') ? 'administrator' : '',
    notes[person.userName] ?? '',
    situations[person.situation],
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** A page with one message; `extra` is trusted HTML. */
export function messagePage(title: string, message: string, extra = ''): string {
  return frame(title, `<p>${text(message)}</p>${extra}`);
}

function frame(title: string, body: string, nonce = ''): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${text(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><style nonce="${nonce}">${style}</style></head>
<body><main><h1>${text(title)}</h1>${body}</main></body></html>`;
}

/** Text made safe for HTML content and double-quoted attributes. */
function text(value: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return value.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

const style = `
:root{color-scheme:light dark;--ink:#1b1b1b;--paper:#fff;--soft:#f3f3f3;--line:#8a8a8a;--quiet:#555;--accent:#0b5cad}
@media (prefers-color-scheme:dark){:root{--ink:#f0f0f0;--paper:#1b1b1b;--soft:#2a2a2a;--line:#8f8f8f;--quiet:#c4c4c4;--accent:#7ab8ff}}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.45 system-ui,"Segoe UI",sans-serif}
main{max-width:42rem;margin:0 auto;padding:1.5rem 1rem}
h1{font-size:1.35rem;margin:0 0 .5rem}
label{display:block;font-weight:600;margin-top:1rem}
input{width:100%;box-sizing:border-box;font:inherit;padding:.5rem;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:4px}
ul{list-style:none;margin:0;padding:0}li{margin:0 0 .25rem}
button{font:inherit;color:inherit;text-align:left;background:var(--soft);border:1px solid transparent;border-radius:4px;padding:.5rem .75rem;cursor:pointer}
li button{width:100%;display:flex;flex-wrap:wrap;gap:.1rem .75rem}
button:hover{border-color:var(--line)}
:focus-visible{outline:2px solid var(--accent);outline-offset:1px}
button span{color:var(--quiet)}
button em{flex-basis:100%;color:var(--accent)}
#count{color:var(--quiet);margin:.25rem 0 .75rem}`;

const searchScript = `
const fold = (value) => value.normalize('NFD').replace(/\\p{M}/gu, '').toLowerCase();
const rows = [...document.querySelectorAll('#people li')].map((row) => ({ row, words: fold(row.textContent) }));
document.getElementById('find').addEventListener('input', (event) => {
  const wanted = fold(event.target.value).split(/\\s+/);
  let shown = 0;
  for (const { row, words } of rows) {
    row.hidden = !wanted.every((word) => words.includes(word));
    if (!row.hidden) shown += 1;
  }
  document.getElementById('count').textContent = shown === 1 ? '1 person' : shown + ' people';
});`;
