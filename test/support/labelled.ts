// The field that a label points at. getByLabelText asks jsdom for the labels of every control, and jsdom walks the whole
// document for each of them: over a second for one look at a form of seventy fields.

import { screen } from '@testing-library/react';

const selector = 'label';

export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Throws unless exactly one label says `text` and points at a field. */
export function labelled(text: string): Field {
  const { htmlFor } = screen.getByText<HTMLLabelElement>(text, { selector });
  const field = document.getElementById(htmlFor);
  if (!isField(field)) throw new Error(`the label “${text}” points at no field`);
  return field;
}

function isField(element: HTMLElement | null): element is Field {
  return element?.matches('input, select, textarea') ?? false;
}

/** The same, once it is there. */
export async function findLabelled(text: string): Promise<Field> {
  await screen.findByText(text, { selector });
  return labelled(text);
}

export function hasLabel(text: string): boolean {
  return screen.queryAllByText(text, { selector }).length > 0;
}
