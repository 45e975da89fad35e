// The two forms of the page, one per side: each field is named after the property or attribute it changes.

const field = (label: string, name: string, options = ''): string =>
  `<label>${label} <input name="${name}" autocomplete="off" ${options}></label>`;

function dialog(side: 'microsoft' | 'sales', title: string, fields: string): string {
  return `
<dialog id="${side}-dialog" aria-labelledby="${side}-dialog-title"><form method="dialog" novalidate>
<h2 id="${side}-dialog-title">${title}</h2>
<p class="problem" role="alert" hidden></p>
<div class="fields">${fields}</div>
<div class="buttons"><button type="button" class="danger" data-do="delete">Delete</button><span class="spring"></span>
<button type="button" data-do="cancel">Cancel</button><button class="primary" data-do="save">Save</button></div>
</form></dialog>`;
}

const microsoftFields = [
  field('First name', 'givenName'),
  field('Last name', 'surname'),
  field('Job title', 'jobTitle'),
  field('Company', 'companyName', 'list="account-names"'),
  field('E-mail', 'email', 'type="email"'),
  field('Mobile phone', 'mobilePhone'),
  field('Business phone', 'businessPhone'),
  field('Street', 'street'),
  field('Postal code', 'postalCode'),
  field('City', 'city'),
  field('Country', 'countryOrRegion'),
  '<label class="check"><input type="checkbox" name="shared"> <span>Category <span id="category-name"></span></span></label>',
  '<datalist id="account-names"></datalist>',
].join('');

const salesFields = [
  field('First name', 'FirstName'),
  field('Last name', 'LastName'),
  field('Job title', 'JobTitle'),
  '<label>Account <select name="AccountPartyId"></select></label>',
  field('E-mail', 'EmailAddress', 'type="email"'),
  field('Mobile: country code', 'MobileCountryCode'),
  field('Mobile: number', 'MobileNumber'),
  field('Work phone: country code', 'WorkPhoneCountryCode'),
  field('Work phone: area code', 'WorkPhoneAreaCode'),
  field('Work phone: number', 'WorkPhoneNumber'),
  field('Street', 'AddressLine1'),
  field('Postal code', 'PostalCode'),
  field('City', 'City'),
  field('Country (two letters)', 'Country', 'maxlength="2"'),
  '<fieldset id="searches"><legend>In the saved searches</legend><div></div></fieldset>',
].join('');

export const dialogs =
  dialog('microsoft', 'Contact in Outlook', microsoftFields) +
  dialog('sales', 'Contact in Sales', salesFields);
