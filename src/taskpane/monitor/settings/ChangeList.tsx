// Changes of settings, one line each: what it was and what it becomes.

import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { SettingChange } from '../../../contract/organisation/differences.ts';
import { useSettingWords } from './setting-words.ts';

const useStyles = makeStyles({
  list: { display: 'grid', rowGap: tokens.spacingVerticalS, margin: 0, padding: 0, listStyleType: 'none' },
  change: { display: 'grid', overflowWrap: 'anywhere' },
  before: { color: tokens.colorNeutralForeground3 },
});

export interface ChangeListProps {
  readonly changes: readonly SettingChange[];
  readonly label: string;
}

export function ChangeList({ changes, label }: ChangeListProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const words = useSettingWords();
  return (
    <ul className={styles.list} aria-label={label}>
      {changes.map(({ path, from, to }) => (
        <li key={path} className={styles.change}>
          <Text size={200} className={styles.before}>
            {t(`section.${sectionOf(path)}`)} · {words.name(path)}
          </Text>
          <Text>{t('changes.moved', { from: words.value(path, from), to: words.value(path, to) })}</Text>
        </li>
      ))}
    </ul>
  );
}

function sectionOf(path: SettingChange['path']) {
  return path.split('.')[0] as SettingChange['path'] extends `${infer Section}.${string}` ? Section : never;
}
