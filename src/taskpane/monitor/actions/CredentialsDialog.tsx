// The two names by which a user is known on both sides. What the relay finds wrong stands at the field it is about.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { longestCredential, type CredentialsChange, type UserRow } from '../../../contract/users.ts';
import { applyRows } from '../data/live-cache.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';
import { useTooLong } from '../words/too-long.ts';
import { credentialProblems, wrongFields, type CredentialField } from './credential-problems.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

export interface CredentialsDialogProps {
  readonly user: UserRow;
  readonly onClose: (isSent: boolean) => void;
}

export function CredentialsDialog({ user, onClose }: CredentialsDialogProps) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const tooLong = useTooLong();
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [email, setEmail] = useState(user.email);
  const [salesUserName, setSalesUserName] = useState(user.salesUserName ?? '');
  const [touched, setTouched] = useState(false);
  const change: CredentialsChange = {
    ...(email.trim() === user.email ? {} : { email: email.trim() }),
    ...(salesUserName.trim() === (user.salesUserName ?? '') ? {} : { salesUserName: salesUserName.trim() }),
  };
  const isChanged = Object.keys(change).length > 0;
  const save = useMutation({
    networkMode: 'always',
    mutationFn: () => client.changeCredentials(user.id, change),
    onSuccess: (row) => {
      applyRows(queries, [row]);
      void queries.invalidateQueries({ queryKey: queryKeys.user(user.id) });
      onClose(true);
    },
  });
  const wrong = touched ? wrongFields(change) : [];
  const refused = credentialProblems(save.error);
  const message = (field: CredentialField, value: string): string | null => {
    const long = tooLong(value, longestCredential);
    if (long !== null) return long;
    const problem = refused.fields[field];
    if (wrong.includes(field) || problem?.is === 'wrong') return t(`credentials.wrong.${field}`);
    if (problem?.is !== 'taken') return null;
    return problem.otherUser === ''
      ? t(`credentials.taken.${field}`)
      : t(`credentials.takenBy.${field}`, { name: problem.otherUser });
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTouched(true);
    if (!isChanged || save.isPending || wrongFields(change).length > 0) return;
    save.mutate();
  };
  const fields = [
    { name: 'email', value: email, set: setEmail, type: 'email' },
    { name: 'salesUserName', value: salesUserName, set: setSalesUserName, type: 'text' },
  ] as const;
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !save.isPending) onClose(false);
      }}
    >
      <DialogSurface>
        <form onSubmit={submit} noValidate>
          <DialogBody>
            <DialogTitle>{t('credentials.name')}</DialogTitle>
            <DialogContent className={styles.content}>
              <Text>
                <bdi>{user.displayName}</bdi>
              </Text>
              {fields.map(({ name, value, set, type }) => (
                <Field key={name} label={t(`credentials.${name}`)} validationMessage={message(name, value)}>
                  <Input
                    value={value}
                    type={type}
                    autoComplete="off"
                    onChange={(_, typed) => {
                      set(typed.value);
                      save.reset();
                    }}
                  />
                </Field>
              ))}
              <Text size={200}>{t('credentials.effect')}</Text>
              {save.error && !refused.isAtFields ? <Problem error={save.error} isDeed /> : null}
            </DialogContent>
            <DialogActions fluid>
              <Button
                disabled={save.isPending}
                onClick={() => {
                  onClose(false);
                }}
              >
                {t('dialog.cancel')}
              </Button>
              <Button
                type="submit"
                appearance="primary"
                disabledFocusable={!isChanged || save.isPending}
                {...(save.isPending ? { icon: <Spinner size="tiny" /> } : {})}
              >
                {t('credentials.save')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </ModalDialog>
  );
}
