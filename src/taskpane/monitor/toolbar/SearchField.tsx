// Search over names and addresses. The relay is asked with the first letter at once, then whenever typing pauses; the
// address follows.

import { SearchBox } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../data/use-place.ts';

const pauseMs = 60;

export function SearchField({ className }: { readonly className?: string }) {
  const { t } = useTranslation('monitor');
  const { view, change } = usePlace();
  const [typed, setTyped] = useState({ text: view.q, from: view.q });
  const lastKeyMs = useRef(-Infinity);
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
      onChange={({ timeStamp }, { value }) => {
        const text = value.slice(0, 200);
        const wanted = text.trim();
        const isFirst = timeStamp - lastKeyMs.current > pauseMs;
        lastKeyMs.current = timeStamp;
        setTyped({ text, from: isFirst ? wanted : view.q });
        if (isFirst && wanted !== view.q) change({ q: wanted });
      }}
    />
  );
}
