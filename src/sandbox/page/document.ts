// The page's HTML, made once: everything that changes is filled in by assets/main.js from the JSON below /sandbox/api.
import type { Person, Situation } from '../company/person.ts';
import { dialogs } from './dialogs.ts';

const situations: Readonly<Record<Situation, string>> = {
  ordinary: '',
  'microsoft-sign-in-expired': 'Microsoft sign-in expired',
  'sales-sign-in-expired': 'Sales sign-in expired',
  'sales-role-missing': 'role in Sales withdrawn',
  'ambiguous-account': 'ambiguous account',
  'rejected-field': 'a contact that Sales refuses',
  'throttled-mailbox': 'throttled mailbox',
  disabled: 'disabled by an administrator',
  // Only until the first run, which may be over when the page is opened.
  'never-synced': '',
};

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const text = (value: string): string => value.replace(/[&<>"']/g, (character) => escapes[character] ?? '');

function option({ userName, displayName, situation }: Person): string {
  const note = situations[situation];
  const label = `${displayName} (${userName})${note === '' ? '' : ` – ${note}`}`;
  return `<option value="${text(userName)}">${text(label)}</option>`;
}

function chooser(people: readonly Person[]): string {
  const offices = [...new Set(people.map((person) => person.office))];
  return offices
    .map((office) => {
      const options = people.filter((person) => person.office === office).map(option);
      return `<optgroup label="${text(office)}">${options.join('')}</optgroup>`;
    })
    .join('');
}

const sessionButtons = `
<div class="group"><h2>Microsoft</h2>
<button data-act="revoke" data-issuer="microsoft">Revoke session</button>
<button data-act="expire" data-issuer="microsoft">Expire access tokens</button>
<button data-act="expire-delta">Expire delta tokens</button></div>
<div class="group"><h2>Sales</h2>
<button data-act="revoke" data-issuer="sales">Revoke session</button>
<button data-act="expire" data-issuer="sales">Expire access tokens</button>
<button data-act="withdraw-role">Withdraw role</button>
<button data-act="give-role">Give role back</button></div>`;

function side(id: 'microsoft' | 'sales', title: string): string {
  return `
<section class="side" aria-labelledby="${id}-title">
<header><h2 id="${id}-title">${title} <span class="count" id="${id}-count"></span></h2>
<button id="${id}-new">New contact</button></header>
<ul class="records" id="${id}-list"></ul>
<button class="more" id="${id}-more" hidden>Show more</button>
</section>`;
}

const faultForm = `
<form id="fault-form">
<label>Server <select name="server"><option value="graph">Graph</option><option value="sales">Sales</option>
<option value="identity">Identity</option></select></label>
<label>Method <select name="method"><option value="*">any</option><option>GET</option><option>POST</option>
<option>PATCH</option><option>DELETE</option></select></label>
<label class="wide">Path <input name="path" value="*" required autocomplete="off" spellcheck="false"></label>
<label>What happens <select name="kind"><option value="status">Answer a status</option>
<option value="delay">Answer late</option><option value="before">Cut before it is done</option>
<option value="after">Cut after it is done</option></select></label>
<label data-for="status">Status <input name="status" type="number" min="400" max="599" value="503"></label>
<label data-for="status">Retry-After, s <input name="retryAfter" type="number" min="0" max="86400"></label>
<label data-for="delay" hidden>Delay, ms <input name="delayMs" type="number" min="0" max="600000" value="3000"></label>
<label>Times <input name="count" type="number" min="1" max="1000000" value="1" required></label>
<button class="primary">Add fault</button>
</form>`;

export function pageDocument(people: readonly Person[], instanceId: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Sandbox</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,"><link rel="stylesheet" href="/sandbox/assets/page.css"><link rel="stylesheet" href="/sandbox/assets/forms.css">
<script type="module" src="/sandbox/assets/main.js"></script></head>
<body>
<header class="top"><div><h1>Sandbox</h1>
<p>The two services behind the product, as their own users would work in them.</p></div>
<div class="choose"><label>Person <select id="person">${chooser(people)}</select></label>
<label>Find <input id="find" type="search" autocomplete="off" placeholder="Name, company, e-mail"></label></div></header>
<p id="status" role="status"></p>
<main>
<details class="panel" id="sessions"><summary>Sign-ins and tokens</summary>
<div class="groups">${sessionButtons}</div></details>
<details class="panel" id="faults"><summary>Faults <span class="count" id="fault-count"></span></summary>
${faultForm}<ul id="fault-list"></ul><button id="fault-clear" hidden>Clear all faults</button></details>
<div class="sides">${side('microsoft', 'Microsoft 365')}${side('sales', 'Sales')}</div>
</main>
<footer>Sandbox ${text(instanceId)}. <code>npm run reset</code> starts a new one.</footer>
${dialogs}
</body></html>`;
}
