// Which contacts are synced and who wins: one saved search with what it matches now, one policy with one sentence each.

import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { conflictPolicies } from '../../../sync/model/settings.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { ListSkeleton } from '../frame/Loaded.tsx';
import { Notice } from '../frame/Notice.tsx';
import { Locked } from './Locked.tsx';
import { useMemberCount } from './use-member-count.ts';
import type { ChoiceDraft } from './use-choice.ts';

const useStyles = makeStyles({
  form: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalL,
    width: '100%',
  },
  label: { fontWeight: tokens.fontWeightSemibold },
  hint: { color: tokens.colorNeutralForeground3 },
  name: { color: tokens.colorNeutralForeground1 },
  option: { display: 'grid', rowGap: tokens.spacingVerticalXXS },
});

export function ChoiceForm({ draft }: { readonly draft: ChoiceDraft }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const causes = useCauseWords();
  const { isOnline } = useSnapshot();
  const { loading, searches } = draft;
  if (loading.problem && searches === null) {
    return (
      <Notice
        title={t('problem.readFailed')}
        facts={loading.problem}
        actions={<Button onClick={draft.reload}>{t('tryAgain')}</Button>}
      >
        {isOnline ? causes.user(loading.problem.cause) : t('problem.offline')}
      </Notice>
    );
  }
  if (searches === null) return <ListSkeleton />;
  return (
    <div className={styles.form}>
      <SearchField draft={draft} />
      <PolicyField draft={draft} />
    </div>
  );
}

function SearchField({ draft }: { readonly draft: ChoiceDraft }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { me } = useSnapshot();
  const { searches, search } = draft;
  const category = me?.organisation.scope.categoryName ?? '';
  const nameOf = (found: { name: string; isDefault: boolean }): string =>
    found.isDefault ? t('choice.standard', { name: found.name }) : found.name;
  if (me?.organisation.scope.usersMayChooseSearch === false) {
    return (
      <Locked label={t('choice.search')} value={search ? nameOf(search) : t('choice.none')}>
        <Matches draft={draft} />
      </Locked>
    );
  }
  if (searches?.length === 0) return <Notice intent="warning">{t('choice.noSearches')}</Notice>;
  return (
    <Field
      label={{ children: t('choice.search'), className: styles.label }}
      hint={
        <>
          <Matches draft={draft} />
          <Text block size={200} className={styles.hint}>
            {t('choice.searchHint', { category })}
          </Text>
        </>
      }
    >
      <Select
        value={search?.id ?? ''}
        onChange={(_event, data) => {
          draft.change({ search: searches?.find((found) => found.id === data.value) ?? null });
        }}
      >
        {search === null ? <option value="">{t('choice.none')}</option> : null}
        {searches?.map((found) => (
          <option key={found.id} value={found.id}>
            {nameOf(found)}
          </option>
        ))}
      </Select>
    </Field>
  );
}

function Matches({ draft }: { readonly draft: ChoiceDraft }) {
  const { t } = useTranslation();
  const { number } = useMoments();
  const { me } = useSnapshot();
  const count = useMemberCount(draft.search);
  if (draft.search === null) return null;
  const limit = me?.organisation.scope.contacts.recordLimit ?? Infinity;
  return (
    <Text block size={200} role="status">
      {count === 'counting'
        ? t('choice.counting')
        : count === 'failed'
          ? t('choice.notCounted')
          : t('choice.matches', { count })}
      {typeof count === 'number' && count > limit
        ? ` ${t('choice.overLimit', { limit: number(limit) })}`
        : ''}
    </Text>
  );
}

function PolicyField({ draft }: { readonly draft: ChoiceDraft }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { me } = useSnapshot();
  if (me?.organisation.conflict.usersMayOverride === false) {
    return (
      <Locked label={t('choice.policy')} value={t(`policy.${draft.policy}.name`)}>
        <Text block size={200} className={styles.hint}>
          {t(`policy.${draft.policy}.hint`)}
        </Text>
      </Locked>
    );
  }
  return (
    <Field label={{ children: t('choice.policy'), className: styles.label }}>
      <RadioGroup
        value={draft.policy}
        onChange={(_event, data) => {
          const policy = conflictPolicies.find((known) => known === data.value);
          if (policy) draft.change({ policy });
        }}
      >
        {conflictPolicies.map((policy) => (
          <Radio
            key={policy}
            value={policy}
            label={
              <span className={styles.option}>
                <Text className={styles.name}>{t(`policy.${policy}.name`)}</Text>
                <Text size={200} className={styles.hint}>
                  {t(`policy.${policy}.hint`)}
                </Text>
              </span>
            }
          />
        ))}
      </RadioGroup>
    </Field>
  );
}
