// The secret under which messages are signed: set, replaced or removed; never shown.

import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { webhookSecret, type NotificationStatus } from '../../../contract/organisation/notifications.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { queryKeys } from '../data/query-keys.ts';
import { Problem } from '../frame/Problem.tsx';

const useStyles = makeStyles({
  form: { display: 'grid', rowGap: tokens.spacingVerticalS, gridTemplateColumns: 'minmax(0, 1fr)' },
  input: { maxWidth: '480px' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface SecretFieldProps {
  readonly hasSecret: boolean;
  readonly storage: NotificationStatus['secretStorage'];
}

export function SecretField({ hasSecret, storage }: SecretFieldProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { client } = useMonitor();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const change = useMutation({
    networkMode: 'always',
    mutationFn: (secret: string | null) => client.administration.setWebhookSecret(secret),
    onSuccess: () => {
      setTyped('');
      void queries.invalidateQueries({ queryKey: queryKeys.notifications });
    },
  });
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    const isGood = webhookSecret.safeParse({ secret: typed }).success;
    setWrong(!isGood);
    if (isGood && !change.isPending) change.mutate(typed);
  };
  const said = change.isSuccess
    ? t(change.variables === null ? 'webhook.secretRemoved' : 'webhook.secretSaved')
    : t(hasSecret ? 'webhook.set' : 'webhook.unset');
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <Field
        label={t('webhook.secret')}
        hint={`${t('webhook.secretHint')} ${t(`webhook.${storage}`)}`}
        validationState={isWrong ? 'error' : 'none'}
        validationMessage={isWrong ? t('webhook.wrongSecret') : said}
      >
        <Input
          className={styles.input}
          type="password"
          autoComplete="new-password"
          value={typed}
          onChange={(_, { value }) => {
            setTyped(value);
            setWrong(false);
            change.reset();
          }}
        />
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" disabledFocusable={change.isPending}>
          {t(hasSecret ? 'webhook.replace' : 'webhook.save')}
        </Button>
        {hasSecret ? (
          <Button
            appearance="subtle"
            disabledFocusable={change.isPending}
            onClick={() => {
              if (!change.isPending) change.mutate(null);
            }}
          >
            {t('webhook.remove')}
          </Button>
        ) : null}
      </div>
      {change.error ? <Problem error={change.error} isDeed /> : null}
    </form>
  );
}
