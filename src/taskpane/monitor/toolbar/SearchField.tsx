// Search over names and addresses. The relay is asked once typing pauses; the address follows.

import { SearchBox } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../data/use-place.ts';

const pauseMs = 50;

export function SearchField({ className }: { readonly className?: string }) {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  const [typed, setTyped] = useState({ text: view.q, from: view.q });
  // The address changed without typing (a link, the way back): it wins.
  if (typed.from !== view.q) setTyped({ text: view.q, from: view.q });
  useEffect(() => {
    const wanted = typed.text.trim();
    if (wanted === view.q) return undefined;
    const timer = setTimeout(() => {
      setTyped({ text: typed.text, from: wanted });
      change({ q: wanted });
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, view.q, change]);
  return (
    <SearchBox
      {...(className === undefined ? {} : { className })}
      value={typed.text}
      placeholder={t('table.search')}
      aria-label={t('table.search')}
      onChange={(_, { value }) => {
        setTyped({ text: value.slice(0, 200), from: view.q });
      }}
    />
  );
}
