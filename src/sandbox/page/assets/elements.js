/* global document */
// Small pieces of page: everything from outside goes in as text, never as markup.

/** @param {string} id */
export function byId(id) {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page lacks #${id}`);
  return element;
}

/**
 * @param {string} tag
 * @param {Record<string, string>} attributes
 * @param {...(string | Node)} children
 */
export function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** Says what happened; `problem` colours it. */
export function tell(message, problem = false) {
  const status = byId('status');
  status.textContent = message;
  status.classList.toggle('problem', problem);
}

/** Runs what a button does, the button disabled meanwhile, a failure told. */
export async function during(button, work) {
  button.disabled = true;
  try {
    await work();
  } catch (error) {
    tell(error.message, true);
  } finally {
    button.disabled = false;
  }
}
