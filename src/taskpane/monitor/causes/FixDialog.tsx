// *Try the fix on one*, then *on the rest*: the second step opens when the first one worked, or when nobody can know yet
// whether it did, because the runner is away or says nothing; then it says so and is never the first choice.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Select,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CommandKind } from '../../../contract/commands.ts';
import type { CauseCode } from '../../../sync/model/cause.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { PreviewLists } from '../actions/PreviewLists.tsx';
import { useFocusKept } from '../actions/use-focus-kept.ts';
import { Problem } from '../frame/Problem.tsx';
import { FixRest } from './FixRest.tsx';
import { FixTrial } from './FixTrial.tsx';
import { useFix, type FixState } from './use-fix.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalL, gridTemplateColumns: 'minmax(0, 1fr)' },
  part: { display: 'grid', rowGap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface FixDialogProps {
  readonly cause: CauseCode;
  readonly kind: CommandKind;
  readonly onClose: () => void;
}

export function FixDialog({ cause, kind, onClose }: FixDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation('causes-view');
  const { t: monitor } = useTranslation('monitor');
  const causes = useCauseWords();
  const fix = useFix(cause, kind);
  const closeId = useFocusKept();
  const isBusy = fix.rest?.isRunning === true;
  const verdict = fix.trial?.verdict?.state;
  const isProven = verdict === 'works';
  const isUnknown = verdict === 'queued' || verdict === 'silent';
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !isBusy) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('dialog.title', { cause: causes.name(cause) })}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{causes.administrator(cause)}</Text>
            <Text>{monitor(`action.${kind}.effect`)}</Text>
            {fix.error ? <Problem error={fix.error} onRetry={fix.askAgain} /> : null}
            {!fix.concerned && !fix.error ? <Spinner size="small" label={monitor('dialog.looking')} /> : null}
            {fix.concerned && fix.rest === null ? <PreviewLists preview={fix.concerned.preview} /> : null}
            {fix.concerned && fix.concerned.users.length > 0 ? (
              <section className={styles.part} aria-label={t('dialog.first')}>
                <Text weight="semibold">{t('dialog.first')}</Text>
                <Pick fix={fix} />
                {fix.trial ? <FixTrial trial={fix.trial} /> : null}
              </section>
            ) : null}
            {isProven || isUnknown ? (
              <section className={styles.part} aria-label={t('dialog.second')}>
                <Text weight="semibold">{t('dialog.second')}</Text>
                <FixRest fix={fix} isProven={isProven} />
              </section>
            ) : null}
          </DialogContent>
          <DialogActions fluid>
            <Button id={closeId} onClick={onClose} disabled={isBusy}>
              {t('dialog.close')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}

function Pick({ fix }: { readonly fix: FixState }) {
  const { t } = useTranslation('causes-view');
  const users = fix.concerned?.users ?? [];
  const [pickedId, setPickedId] = useState<string | null>(null);
  const picked = users.find(({ id }) => id === pickedId) ?? users[0];
  const isUnderWay = fix.trial !== null && fix.trial.verdict === null && fix.trial.error === null;
  if (!picked) return null;
  return (
    <>
      <Field label={t('dialog.pick')}>
        <Select
          value={picked.id}
          disabled={isUnderWay || fix.rest !== null}
          onChange={(_, { value }) => {
            setPickedId(value);
          }}
        >
          {users.map(({ id, displayName }) => (
            <option key={id} value={id}>
              {displayName}
            </option>
          ))}
        </Select>
      </Field>
      {fix.rest === null ? (
        <div>
          <Button
            appearance={fix.trial?.verdict?.state === 'works' ? 'secondary' : 'primary'}
            disabledFocusable={isUnderWay}
            onClick={() => {
              if (!isUnderWay) fix.tryOn(picked);
            }}
          >
            {t('dialog.tryOn', { name: picked.displayName })}
          </Button>
        </div>
      ) : null}
    </>
  );
}
