// The manifest as a small tree. Names keep no prefix: the manifest uses each local name for one thing only.
import { SaxesParser } from 'saxes';

export interface Element {
  readonly name: string;
  /** by local name; `xsi:type` is `type` */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** own text, trimmed */
  readonly text: string;
}

type Draft = Element & { children: Element[]; text: string };

/** Throws an Error that names line and column when the text is not well formed. */
export function parseXml(xml: string): Element {
  const root: Draft = { name: '', attributes: {}, children: [], text: '' };
  const open: Draft[] = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ local, attributes }) => {
    const named = Object.values(attributes).map((attribute) => [attribute.local, attribute.value] as const);
    const draft: Draft = { name: local, attributes: Object.fromEntries(named), children: [], text: '' };
    open.at(-1)?.children.push(draft);
    open.push(draft);
  });
  parser.on('text', (text) => {
    const current = open.at(-1);
    if (current !== undefined) current.text = (current.text + text).trim();
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  const [top] = root.children;
  if (top === undefined) throw new Error('The manifest has no root element.');
  return top;
}

/** Every element below `from` (and itself) in document order; `stopAt` names are not entered. */
export function descendants(from: Element, stopAt?: string): Element[] {
  const inner = from.children.filter(({ name }) => name !== stopAt);
  return [from, ...inner.flatMap((child) => descendants(child, stopAt))];
}
