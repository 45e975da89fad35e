// Synced Records and Conflict Resolution: per kind what is chosen, by whom, and how many records stand how.

import { makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { UserDetails } from '../../../contract/users.ts';
import { useMoments } from '../../shell/moments.ts';
import { effectiveContacts } from '../../../contract/resolve-settings.ts';
import { Card } from '../../sync/frame/Card.tsx';
import { isZero } from '../../sync/history/run-counts.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { Facts, type Fact } from '../frame/Facts.tsx';
import { ReasonList } from './ReasonList.tsx';

const useStyles = makeStyles({
  kind: { ...typographyStyles.body1Strong, margin: 0 },
  frame: { display: 'grid', rowGap: tokens.spacingVerticalS },
  value: { display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground3 },
});

type KindState = UserDetails['kinds'][number];

interface KindsProps {
  readonly kinds: readonly KindState[];
  /** some run went through: its zeros are counts */
  readonly hasSucceeded: boolean;
}

export function Kinds({ kinds, hasSucceeded }: KindsProps) {
  const { t } = useTranslation('monitor');
  return (
    <Card title={t('kinds.title')}>
      {kinds.length === 0 ? <Text>{t('kinds.none')}</Text> : null}
      {kinds.map((state) => (
        <Kind key={state.kind} state={state} hasSucceeded={hasSucceeded} />
      ))}
    </Card>
  );
}

interface KindProps extends Pick<KindsProps, 'hasSucceeded'> {
  readonly state: KindState;
}

function Kind({ state: { kind, settings, counts }, hasSucceeded }: KindProps) {
  const styles = useStyles();
  const { t: pane } = useTranslation('pane');
  const chosen = useChosen(kind, settings);
  const standing = useStanding(counts !== null && (hasSucceeded || !isZero(counts)) ? counts : null);
  return (
    <div className={styles.frame}>
      <h3 className={styles.kind}>{pane(`kind.${kind}`)}</h3>
      <Facts facts={[...chosen, ...standing]} />
    </div>
  );
}

function useChosen(kind: KindState['kind'], settings: KindState['settings']): readonly Fact[] {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { t: pane } = useTranslation('pane');
  const { t: details } = useTranslation('details');
  const { me } = useMonitor();
  // Only contacts are built: the other kinds have no default of the organisation yet.
  const chosen =
    kind === 'contact'
      ? effectiveContacts(me.organisation, settings === null ? null : { kinds: [settings] }, null)
      : settings;
  if (!chosen) return [{ name: t('kinds.search'), value: t('kinds.usual') }];
  const { savedSearch, savedSearchName, policy, isOn } = chosen;
  const who = (isOwn: boolean) => details(`kinds.setBy.${isOwn ? chosen.setBy : 'organisation'}`);
  const value = (words: string, isOwn: boolean) => (
    <span className={styles.value}>
      <bdi>{words}</bdi>
      <Text size={200} className={styles.quiet}>
        {who(isOwn)}
      </Text>
    </span>
  );
  // A private search is known by its number only.
  const search =
    savedSearchName ??
    (savedSearch === null ? t('kinds.usual') : t('kinds.private', { number: savedSearch }));
  const isOwnSearch = savedSearch !== null && savedSearch === settings?.savedSearch;
  const isOwnPolicy = settings !== null && policy === settings.policy;
  return [
    { name: t('kinds.search'), value: value(search, isOwnSearch) },
    { name: t('kinds.policy'), value: value(pane(`policy.${policy}.name`), isOwnPolicy) },
    { name: t('kinds.state'), value: value(isOn ? t('kinds.on') : t('kinds.off'), settings?.isOn === isOn) },
  ];
}

function useStanding(counts: KindState['counts']): readonly Fact[] {
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  if (!counts) return [{ name: t('kinds.inSync'), value: t('kinds.notYet') }];
  return [
    { name: t('kinds.inSync'), value: number(counts.inSync) },
    { name: t('kinds.failing'), value: number(counts.failing) },
    { name: t('kinds.contested'), value: number(counts.contested) },
    { name: t('kinds.excluded'), value: <ReasonList reasons={counts.excluded} /> },
  ];
}
