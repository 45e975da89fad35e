// Search over names and addresses. The relay is asked with the first letter at once, then whenever typing pauses; the
// address follows.

import { Field, makeStyles, SearchBox } from '@fluentui/react-components';
import { memo, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestSearch } from '../../../contract/user-filters.ts';
import { usePlace } from '../data/use-place.ts';
import { useTooLong } from '../words/too-long.ts';

const useStyles = makeStyles({ box: { width: '100%', minWidth: 0, maxWidth: 'none' } });

const pauseMs = 60;

export const SearchField = memo(function SearchField({ className }: { readonly className?: string }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const tooLong = useTooLong();
  const { view, change } = usePlace();
  const [typed, setTyped] = useState({ text: view.q, from: view.q });
  // The address changed without typing (a link, the way back): it wins.
  if (typed.from !== view.q) setTyped({ text: view.q, from: view.q });
  const ask = (text: string): void => {
    const q = text.trim();
    if (q.length > longestSearch) {
      setTyped({ text, from: view.q });
      return;
    }
    setTyped({ text, from: q });
    if (q !== view.q) change({ q });
  };
  const askIfStillTyped = useRef(ask);
  useEffect(() => {
    askIfStillTyped.current = (text) => {
      if (text === typed.text) ask(text);
    };
  });
  /** runs while somebody types */
  const pause = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (pause.current !== null) clearTimeout(pause.current);
    },
    [],
  );
  const onText = (text: string): void => {
    if (pause.current === null) ask(text);
    else {
      clearTimeout(pause.current);
      setTyped({ text, from: view.q });
    }
    pause.current = setTimeout(() => {
      pause.current = null;
      askIfStillTyped.current(text);
    }, pauseMs);
  };
  return (
    <Field
      {...(className === undefined ? {} : { className })}
      validationMessage={tooLong(typed.text, longestSearch)}
    >
      <SearchBox
        className={styles.box}
        value={typed.text}
        placeholder={t('table.search')}
        aria-label={t('table.search')}
        onChange={(_, { value }) => {
          onText(value);
        }}
      />
    </Field>
  );
});
