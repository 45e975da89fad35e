// jsdom lays nothing out, so Fluent's keeper of modal dialogs takes the open dialog itself for something outside of it and
// hides it from screen readers a quarter of a second later. In a browser it does not; there the journeys find it by its role.

const { setAttribute } = Element.prototype;

/** An open dialog keeps its name in jsdom, however long a test takes to look for it. */
export function keepDialogsNamed(): void {
  Element.prototype.setAttribute = function keepNamed(this: Element, name: string, value: string): void {
    if (name === 'aria-hidden' && this.getAttribute('role') === 'dialog') return;
    setAttribute.call(this, name, value);
  };
}
