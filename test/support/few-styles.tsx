// Screens in jsdom with the few rules of style that decide what is seen at all. jsdom matches every rule against every
// element again whenever somebody asks for a computed style, which axe and role queries do all the time: with the
// hundreds of rules of a screen that is most of a test's time. What things look like is measured in the real browser.

import {
  createDOMRenderer,
  FluentProvider,
  RendererProvider,
  webLightTheme,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';

const decidesWhatIsSeen = /\b(?:display|visibility|pointer-events):/;

export function FewStyles({ children }: { readonly children: ReactNode }) {
  return (
    <RendererProvider renderer={renderer} targetDocument={document}>
      <FluentProvider theme={webLightTheme}>{children}</FluentProvider>
    </RendererProvider>
  );
}

const renderer = createDOMRenderer(document, {
  unstable_filterCSSRule: (rule) => decidesWhatIsSeen.test(rule),
});
