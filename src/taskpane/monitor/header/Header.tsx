// Title, whose organisation this is, and how present the numbers are.

import {
  Button,
  Link,
  makeStyles,
  Text,
  Tooltip,
  tokens,
  typographyStyles,
} from '@fluentui/react-components';
import { ArrowLeft20Regular, WindowNew20Regular } from '@fluentui/react-icons';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { useMonitor } from '../data/monitor-context.tsx';
import { useCards } from '../data/use-cards.ts';
import { useIsWide, wideMedia } from '../frame/use-is-wide.ts';
import { CredentialBadge } from './CredentialBadge.tsx';
import { HeaderMenu } from './HeaderMenu.tsx';
import { LiveMark } from './LiveMark.tsx';
import { Permission } from './Permission.tsx';
import { Summary } from './Summary.tsx';

const useStyles = makeStyles({
  header: { display: 'grid', rowGap: tokens.spacingVerticalXS },
  first: {
    display: 'flex',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    minHeight: '32px',
    // Two lines of facts: nothing below moves when a lost stream has more to say.
    [wideMedia]: { minHeight: '50px' },
  },
  names: { display: 'grid', flexGrow: 1, flexShrink: 0 },
  title: {
    ...typographyStyles.subtitle2,
    margin: 0,
    minWidth: 0,
    [wideMedia]: { ...typographyStyles.subtitle1, whiteSpace: 'nowrap' },
  },
  back: {
    display: 'inline-flex',
    padding: tokens.spacingVerticalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    color: tokens.colorNeutralForeground2,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
  who: {
    color: tokens.colorNeutralForeground3,
    minWidth: 0,
    whiteSpace: 'nowrap',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    // As wide as the title and what the facts leave; it takes no room from them.
    [wideMedia]: { width: 0, minWidth: '100%' },
  },
  facts: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalL,
    rowGap: tokens.spacingVerticalXXS,
    minWidth: 0,
    [wideMedia]: { justifyContent: 'end' },
  },
  gap: { flexGrow: 1 },
});

export const titleId = 'monitor-title';

export const Header = memo(function Header() {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { host, me } = useMonitor();
  const isWide = useIsWide();
  const { data } = useCards();
  const organisation = me.email.split('@')[1] ?? '';
  const who = (
    <Text size={200} className={styles.who} title={me.email}>
      {t('header.who', { organisation, name: me.displayName })}
    </Text>
  );
  const title = (
    <h1 id={titleId} tabIndex={-1} className={styles.title}>
      {t('header.title')}
    </h1>
  );
  const facts = (
    <span className={styles.facts}>
      <LiveMark />
      <Permission />
      <CredentialBadge />
    </span>
  );
  return (
    <header className={styles.header}>
      <div className={styles.first}>
        <Tooltip content={t('header.back')} relationship="label">
          <Link href="#/" className={styles.back}>
            <ArrowLeft20Regular />
          </Link>
        </Tooltip>
        {isWide ? (
          <div className={styles.names}>
            {title}
            {who}
          </div>
        ) : (
          title
        )}
        {isWide ? null : <span className={styles.gap} />}
        {isWide ? (
          facts
        ) : (
          <Tooltip content={t('header.openWide')} relationship="label" positioning="below">
            <Button
              appearance="subtle"
              icon={<WindowNew20Regular />}
              onClick={() => {
                host.openWide(location.href);
              }}
            />
          </Tooltip>
        )}
        <HeaderMenu />
      </div>
      {isWide ? null : who}
      {isWide ? null : facts}
      {data ? <Summary cards={data} /> : null}
    </header>
  );
});
