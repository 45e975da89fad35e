// One section of the settings: its fields, with what is wrong in each.

import { makeStyles, tokens } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import {
  settingPaths,
  type SettingPath,
  type SettingSection,
} from '../../../../contract/organisation/paths.ts';
import { Card } from '../../../sync/frame/Card.tsx';
import { SettingField } from '../SettingField.tsx';
import { useSettingWords } from '../setting-words.ts';
import type { WrongFields } from '../wrong-fields.ts';
import { headingIdOf } from './heading-ids.ts';

const useStyles = makeStyles({
  fields: { display: 'grid', rowGap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export function isIn(section: SettingSection, path: SettingPath): boolean {
  return path.startsWith(`${section}.`);
}

export interface SettingsSectionProps {
  readonly section: SettingSection;
  readonly onlyDiffering: boolean;
  readonly wrong: WrongFields;
}

export function SettingsSection({ section, onlyDiffering, wrong }: SettingsSectionProps) {
  const styles = useStyles();
  const words = useSettingWords();
  const { t } = useTranslation('administration');
  const paths = settingPaths.filter((path) => isIn(section, path));
  return (
    <Card title={t(`section.${section}`)} headingId={headingIdOf(section)}>
      <div className={styles.fields}>
        {paths.map((path) => {
          const error = wrong.get(path);
          const said = error ? words.wrong(path, error) : null;
          return <SettingField key={path} path={path} onlyDiffering={onlyDiffering} wrong={said} />;
        })}
      </div>
    </Card>
  );
}
