// An action before and after it is sent: whom it hits, whom it skips and why, then what became of it for each user.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  makeStyles,
  Spinner,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { longestReason, type CommandKind, type Selection } from '../../../contract/commands.ts';
import { Problem } from '../frame/Problem.tsx';
import { typedNumber } from '../words/typed-number.ts';
import { CommandProgress } from './CommandProgress.tsx';
import { PreviewLists } from './PreviewLists.tsx';
import { TypedCount } from './TypedCount.tsx';
import { useCommand } from './use-command.ts';
import { useFocusKept } from './use-focus-kept.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

/** From here on a deletion wants its number typed. */
const countToType = 10;

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface CommandDialogProps {
  readonly kind: CommandKind;
  readonly selection: Selection;
  /** of those picked, whom the list behind this does not show */
  readonly notListed?: ReadonlySet<string> | undefined;
  /** what it is for where that is more than the kind says */
  readonly purpose?: { readonly title: string; readonly effect: string };
  readonly onClose: (isSent: boolean) => void;
}

export function CommandDialog({ kind, selection, notListed, purpose, onClose }: CommandDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const command = useCommand({ kind, selection });
  const closeId = useFocusKept();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const { preview, accepted } = command;
  const mustType = kind === 'delete' && (preview?.hits ?? 0) > countToType;
  const isTyped = !mustType || typedNumber(typed) === preview?.hits;
  const { length } = reason.trim();
  const hasFailed = command.sendError !== null && !command.isOutdated;
  const isReasonLong = length > longestReason;
  // While an answer is still to be expected; one that waits for the relay may be left.
  const isLocked = command.isSending && !command.isWaiting;
  const close = (): void => {
    onClose(accepted !== undefined);
  };
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !isLocked) close();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{purpose?.title ?? t(`action.${kind}.name`)}</DialogTitle>
          <DialogContent className={styles.content}>
            {accepted ? (
              <CommandProgress batchId={accepted.batchId} hits={accepted.hits} />
            ) : (
              <>
                <Text>{purpose?.effect ?? t(`action.${kind}.effect`)}</Text>
                {command.previewError ? (
                  <Problem error={command.previewError} onRetry={command.askAgain} />
                ) : null}
                {preview ? <PreviewLists preview={preview} notListed={notListed} /> : null}
                {!preview && !command.previewError ? (
                  <Spinner size="small" label={t('dialog.looking')} />
                ) : null}
                {preview && preview.hits > 0 && kind === 'disable' ? (
                  <Field
                    label={t('action.disable.reason')}
                    hint={t('action.disable.reasonHint')}
                    validationMessage={
                      isReasonLong ? t('dialog.tooLong', { most: longestReason, length }) : null
                    }
                  >
                    <Textarea
                      value={reason}
                      readOnly={command.isFixed}
                      onChange={(_, { value }) => {
                        setReason(value);
                      }}
                    />
                  </Field>
                ) : null}
                {preview && mustType ? (
                  <TypedCount
                    count={preview.hits}
                    typed={typed}
                    onType={setTyped}
                    onEnter={() => {
                      if (isTyped) command.send(reason);
                    }}
                  />
                ) : null}
                {command.isWaiting ? <Text role="status">{t('dialog.waiting')}</Text> : null}
                {command.isOutdated ? <Text role="alert">{t('dialog.outdated')}</Text> : null}
                {hasFailed ? <Problem error={command.sendError} isDeed /> : null}
                {hasFailed ? <Text size={200}>{t('dialog.safeToRepeat')}</Text> : null}
              </>
            )}
          </DialogContent>
          <DialogActions fluid>
            <Button id={closeId} onClick={close} disabled={isLocked}>
              {t(accepted || preview?.hits === 0 ? 'dialog.close' : 'dialog.cancel')}
            </Button>
            {accepted || !preview || preview.hits === 0 ? null : (
              <Button
                appearance="primary"
                disabledFocusable={!isTyped || isReasonLong || command.isSending}
                {...(command.isSending ? { icon: <Spinner size="tiny" /> } : {})}
                onClick={() => {
                  command.send(reason);
                }}
              >
                {hasFailed ? t('problem.retry') : t(`action.${kind}.confirm`, { count: preview.hits })}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}
