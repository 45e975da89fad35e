// Two administrators saved at once: the second sees what the first changed, and his own changes are still there.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { differences } from '../../../contract/organisation/differences.ts';
import { withValue } from '../../../contract/organisation/paths.ts';
import type { OrganisationSettings, SettingsAnswer } from '../../../contract/settings.ts';
import { useMoments } from '../../shell/moments.ts';
import { ChangeList } from './ChangeList.tsx';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
  heading: { ...typographyStyles.body1Strong, margin: 0 },
});

export interface Both {
  /** what both began with */
  readonly base: OrganisationSettings;
  readonly mine: OrganisationSettings;
  readonly theirs: SettingsAnswer;
}

/** Theirs, with everything that I changed on top. */
export function onTop({ base, mine, theirs }: Both): OrganisationSettings {
  return differences(base, mine).reduce(
    (merged, { path, to }) => withValue(merged, path, to),
    theirs.settings,
  );
}

export interface BothDialogProps {
  readonly both: Both;
  /** my edits stay in the form */
  readonly onClose: () => void;
  readonly onKeep: () => void;
  readonly onTake: () => void;
}

export function BothDialog({ both, onClose, onKeep, onTake }: BothDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { ago } = useMoments();
  const { theirs } = both;
  const name = theirs.changedBy ?? '';
  const first = differences(both.base, theirs.settings);
  const second = differences(both.base, both.mine);
  const clashes = first.filter(({ path }) => second.some((change) => change.path === path)).length;
  const time = theirs.changedAt === null ? '' : ago(Date.parse(theirs.changedAt));
  return (
    // closing it without an answer keeps one's own edits
    <ModalDialog open modalType="modal" onOpenChange={onClose}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('both.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{t('both.intro', { name, version: theirs.version, time })}</Text>
            <h3 className={styles.heading}>{t('both.theirs', { name })}</h3>
            {first.length === 0 ? (
              <Text>{t('both.nothing')}</Text>
            ) : (
              <ChangeList changes={first} label={t('both.theirs', { name })} />
            )}
            <h3 className={styles.heading}>{t('both.mine')}</h3>
            <ChangeList changes={second} label={t('both.mine')} />
            {clashes > 0 ? <Text weight="semibold">{t('both.clash', { count: clashes })}</Text> : null}
          </DialogContent>
          <DialogActions fluid>
            <Button onClick={onTake}>{t('both.take')}</Button>
            <Button appearance="primary" onClick={onKeep}>
              {t('both.keep')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}
