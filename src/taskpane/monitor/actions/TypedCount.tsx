// The number of users, typed before many are deleted.

import { Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { typedNumber } from '../words/typed-number.ts';

interface TypedCountProps {
  readonly count: number;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onEnter: () => void;
}

export function TypedCount({ count, typed, onType, onEnter }: TypedCountProps) {
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const [isLeft, setLeft] = useState(false);
  const value = typedNumber(typed);
  // Who is still typing the right number is not told that it is wrong.
  const isOnTheWay = !isLeft && value !== null && String(count).startsWith(String(value));
  const isWrong = typed.trim() !== '' && value !== count && !isOnTheWay;
  return (
    <Field
      label={t('action.delete.type', { number: number(count) })}
      validationMessage={isWrong ? t('action.delete.wrongCount', { number: number(count) }) : null}
    >
      <Input
        value={typed}
        inputMode="numeric"
        autoComplete="off"
        onChange={(_, { value: text }) => {
          setLeft(false);
          onType(text);
        }}
        onBlur={() => {
          setLeft(true);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          setLeft(true);
          onEnter();
        }}
      />
    </Field>
  );
}
