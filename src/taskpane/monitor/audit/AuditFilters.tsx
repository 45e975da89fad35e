// What the list is narrowed by. Text is asked for once typing pauses; the address follows.

import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { auditAction, auditActions, type AuditFilter } from '../../../contract/administration.ts';
import { longestSearch } from '../../../contract/user-filters.ts';
import { longestCredential } from '../../../contract/users.ts';
import { useTooLong } from '../words/too-long.ts';
import { fromLocal, isOrderWrong, toLocal } from './audit-filter.ts';

const useStyles = makeStyles({
  filters: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 190px), 1fr))',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
    alignItems: 'start',
  },
  control: { minWidth: 0, width: '100%' },
  clear: { justifySelf: 'start', alignSelf: 'end' },
});

const pauseMs = 250;

export interface AuditFiltersProps {
  readonly filter: AuditFilter;
  readonly onChange: (filter: AuditFilter) => void;
}

export function AuditFilters({ filter, onChange }: AuditFiltersProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  return (
    <div className={styles.filters} role="search" aria-label={t('audit.filters')}>
      <Field label={t('audit.action')}>
        <Select
          className={styles.control}
          value={filter.action ?? ''}
          onChange={(_, { value }) => {
            const action = auditAction.safeParse(value);
            onChange({ ...filter, action: action.success ? action.data : undefined });
          }}
        >
          <option value="">{t('audit.everyAction')}</option>
          {auditActions.map((action) => (
            <option key={action} value={action}>
              {t(`auditAction.${action}`)}
            </option>
          ))}
        </Select>
      </Field>
      <TextFilter
        label={t('audit.administrator')}
        most={longestSearch}
        value={filter.administrator ?? ''}
        onChange={(text) => {
          onChange({ ...filter, administrator: text === '' ? undefined : text });
        }}
      />
      <TextFilter
        label={t('audit.user')}
        hint={t('audit.userHint')}
        most={longestCredential}
        value={filter.user ?? ''}
        onChange={(text) => {
          onChange({ ...filter, user: text === '' ? undefined : text });
        }}
      />
      {(['from', 'to'] as const).map((end) => (
        <Field
          key={end}
          label={t(`audit.${end}`)}
          validationMessage={end === 'to' && isOrderWrong(filter) ? t('audit.wrongOrder') : null}
        >
          <Input
            className={styles.control}
            type="datetime-local"
            value={toLocal(filter[end])}
            onChange={(_, { value }) => {
              const iso = fromLocal(value);
              if (iso !== null) onChange({ ...filter, [end]: iso });
            }}
          />
        </Field>
      ))}
      {Object.values(filter).some((value) => value !== undefined) ? (
        <Button
          className={styles.clear}
          onClick={() => {
            onChange({});
          }}
        >
          {t('audit.clear')}
        </Button>
      ) : null}
    </div>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly hint?: string;
  /** characters; more are not asked for */
  readonly most: number;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function TextFilter({ label, hint, most, value, onChange }: TextFilterProps) {
  const styles = useStyles();
  const tooLong = useTooLong();
  const [typed, setTyped] = useState({ text: value, from: value });
  // the address changed without typing: it wins
  if (typed.from !== value) setTyped({ text: value, from: value });
  useEffect(() => {
    const wanted = typed.text.trim();
    if (wanted === value || wanted.length > most) return undefined;
    const timer = setTimeout(() => {
      setTyped({ text: typed.text, from: wanted });
      onChange(wanted);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, value, most, onChange]);
  return (
    <Field
      label={label}
      validationMessage={tooLong(typed.text, most)}
      {...(hint === undefined ? {} : { hint })}
    >
      <Input
        className={styles.control}
        autoComplete="off"
        value={typed.text}
        onChange={(_, { value: text }) => {
          setTyped({ text, from: value });
        }}
      />
    </Field>
  );
}
