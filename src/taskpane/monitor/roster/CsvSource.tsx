// Lines pasted or out of a file. A long file is not put into the field, which could not carry it, nor into memory; its name
// stands there.

import { Button, Field, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { ArrowUpload20Regular } from '@fluentui/react-icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RosterSource } from './roster-pieces.ts';

const mostInField = 100_000;

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  file: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
  name: { overflowWrap: 'anywhere' },
});

/** Its text where the field can carry it. A file that cannot be read says so where it is read as lines. */
export function sourceOf(file: Blob): Promise<RosterSource> {
  return file.size > mostInField ? Promise.resolve(file) : file.text().catch(() => file);
}

interface CsvSourceProps {
  readonly source: RosterSource;
  readonly onChange: (source: RosterSource) => void;
}

export function CsvSource({ source, onChange }: CsvSourceProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const text = typeof source === 'string' && source.length <= mostInField ? source : null;
  return (
    <div className={styles.frame}>
      {text === null ? (
        <Text>{t('roster.longFile')}</Text>
      ) : (
        <Field label={t('roster.lines')} hint={t('roster.linesHint')}>
          <Textarea
            value={text}
            dir="auto"
            rows={5}
            onChange={(_, { value }) => {
              setName(null);
              onChange(value);
            }}
          />
        </Field>
      )}
      <div className={styles.file}>
        <Button icon={<ArrowUpload20Regular />} onClick={() => input.current?.click()}>
          {t('roster.chooseFile')}
        </Button>
        <Text size={200} className={styles.name}>
          <bdi>{name}</bdi>
        </Text>
        {text === null ? (
          <Button
            appearance="subtle"
            onClick={() => {
              setName(null);
              onChange('');
            }}
          >
            {t('roster.otherText')}
          </Button>
        ) : null}
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.txt,text/csv,text/plain"
          aria-label={t('roster.chooseFile')}
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = '';
            if (!file) return;
            setName(file.name);
            void sourceOf(file).then(onChange);
          }}
        />
      </div>
    </div>
  );
}
