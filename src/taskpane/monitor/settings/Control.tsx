// The control that fits a setting. An empty optional text is null, as the contract has it.

import {
  Checkbox,
  FieldContextProvider,
  Input,
  makeStyles,
  Select,
  Switch,
  Textarea,
} from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { SettingPath, SettingValue } from '../../../contract/organisation/paths.ts';
import { fieldKind, type FieldKind } from './field-kinds.ts';
import { useSettingWords } from './setting-words.ts';

const useStyles = makeStyles({
  number: { maxWidth: '160px' },
  text: { maxWidth: '480px' },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))',
    marginInlineStart: '-8px',
  },
  line: { marginInlineStart: '-8px' },
});

export interface ControlProps {
  readonly path: SettingPath;
  readonly value: SettingValue;
  readonly onChange: (value: SettingValue) => void;
  readonly onBlur: () => void;
  readonly focusRef: (element: HTMLElement | null) => void;
  /** of the field: id, what labels and describes it, whether it is invalid */
  readonly field: object;
}

export function Control(props: ControlProps) {
  const kind = fieldKind(props.path);
  switch (kind.is) {
    case 'switch':
      return <OnOff {...props} />;
    case 'number':
      return <WholeNumber {...props} />;
    case 'choice':
      return <Choice {...props} options={kind.options} />;
    case 'choices':
      return <Choices {...props} options={kind.options} />;
    case 'lines':
      return <Lines {...props} />;
    case 'text':
      return <OneLine {...props} kind={kind} />;
  }
}

function OnOff({ value, onChange, onBlur, focusRef, field }: ControlProps) {
  const styles = useStyles();
  return (
    <Switch
      {...field}
      ref={focusRef}
      className={styles.line}
      checked={value === true}
      onBlur={onBlur}
      onChange={(_, { checked }) => {
        onChange(checked);
      }}
    />
  );
}

function WholeNumber({ value, onChange, onBlur, focusRef, field }: ControlProps) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  // what is no number stays as it was typed, beside its message
  const shown = typeof value === 'number' && !Number.isNaN(value) ? String(value) : typed;
  return (
    <Input
      {...field}
      ref={focusRef}
      className={styles.number}
      inputMode="numeric"
      autoComplete="off"
      value={shown}
      onBlur={onBlur}
      onChange={(_, { value: text }) => {
        setTyped(text);
        onChange(/^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN);
      }}
    />
  );
}

interface OptionsProps extends ControlProps {
  readonly options: readonly string[];
}

function Choice({ path, value, onChange, onBlur, focusRef, field, options }: OptionsProps) {
  const styles = useStyles();
  const words = useSettingWords();
  return (
    <Select
      {...field}
      ref={focusRef}
      className={styles.text}
      value={String(value)}
      onBlur={onBlur}
      onChange={(_, { value: chosen }) => {
        onChange(chosen);
      }}
    >
      {options.map((option) => (
        <option key={option} value={option}>
          {words.option(path, option)}
        </option>
      ))}
    </Select>
  );
}

function Choices({ path, value, onChange, onBlur, focusRef, field, options }: OptionsProps) {
  const styles = useStyles();
  const words = useSettingWords();
  const id = useId();
  const chosen = Array.isArray(value) ? value : [];
  const { 'aria-labelledby': labelledBy, 'aria-describedby': describedBy } = field as {
    readonly 'aria-labelledby'?: string;
    readonly 'aria-describedby'?: string;
  };
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.choices}>
      {/* What names and describes the field is the group's: each box would take it instead of its own label. */}
      <FieldContextProvider value={undefined}>
        {options.map((option, at) => (
          <Checkbox
            key={option}
            id={`${id}${option}`}
            ref={at === 0 ? focusRef : null}
            label={words.option(path, option)}
            checked={chosen.includes(option)}
            onBlur={onBlur}
            onChange={(_, { checked }) => {
              // in the order of the contract, so that picking and unpicking leaves no difference
              onChange(
                options.filter((each) => (each === option ? checked === true : chosen.includes(each))),
              );
            }}
          />
        ))}
      </FieldContextProvider>
    </div>
  );
}

function Lines({ value, onChange, onBlur, focusRef, field }: ControlProps) {
  const styles = useStyles();
  const lines = Array.isArray(value) ? value : [];
  const [typed, setTyped] = useState(() => lines.join('\n'));
  const shown = linesOf(typed).join('\n') === lines.join('\n') ? typed : lines.join('\n');
  return (
    <Textarea
      {...field}
      ref={focusRef}
      className={styles.text}
      value={shown}
      onBlur={onBlur}
      onChange={(_, { value: text }) => {
        setTyped(text);
        onChange(linesOf(text));
      }}
    />
  );
}

function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

interface OneLineProps extends ControlProps {
  readonly kind: FieldKind & { readonly is: 'text' };
}

function OneLine({ path, value, onChange, onBlur, focusRef, field, kind }: OneLineProps) {
  const styles = useStyles();
  return (
    <Input
      {...field}
      ref={focusRef}
      className={styles.text}
      autoComplete="off"
      type={path === 'notifications.webhookUrl' ? 'url' : 'text'}
      value={typeof value === 'string' ? value : ''}
      onBlur={onBlur}
      onChange={(_, { value: text }) => {
        onChange(kind.isOptional && text.trim() === '' ? null : text);
      }}
    />
  );
}
