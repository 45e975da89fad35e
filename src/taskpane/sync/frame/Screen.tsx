// The frame of one screen: one column, one heading that takes the focus, the way back, and whether what is shown is old.

import { Link, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { useSnapshot } from '../../shell/session-context.tsx';
import { useArrivalFocus } from './arrival.ts';
import { DebugBanner } from './DebugBanner.tsx';
import { SignInAsked } from './SignInAsked.tsx';
import { SignInEnding } from './SignInEnding.tsx';

const useStyles = makeStyles({
  page: {
    boxSizing: 'border-box',
    minHeight: '100vh',
    backgroundColor: tokens.colorNeutralBackground2,
    padding: tokens.spacingHorizontalM,
    paddingBlockEnd: tokens.spacingVerticalXXL,
  },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalM,
    maxWidth: '640px',
    marginInline: 'auto',
  },
  header: { display: 'flex', alignItems: 'center', columnGap: tokens.spacingHorizontalS, minHeight: '32px' },
  back: {
    display: 'inline-flex',
    padding: tokens.spacingVerticalXS,
    marginInlineStart: `calc(-1 * ${tokens.spacingHorizontalXS})`,
    color: tokens.colorNeutralForeground2,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
  heading: {
    ...typographyStyles.subtitle1,
    margin: 0,
    outlineStyle: 'none',
    flexGrow: 1,
    minWidth: 0,
  },
  note: { color: tokens.colorNeutralForeground3 },
});

export interface ScreenProps {
  readonly title: string;
  /** path of the screen above; absent on the first screen */
  readonly back?: string;
  /** shown at the end of the heading's line */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

export function Screen({ title, back, aside, children }: ScreenProps) {
  const styles = useStyles();
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  useArrivalFocus(heading);
  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.header}>
          {back === undefined ? null : (
            <Link href={`#${back}`} className={styles.back} aria-label={t('back')} data-back="true">
              <ArrowLeft20Regular />
            </Link>
          )}
          <h1 ref={heading} tabIndex={-1} className={styles.heading}>
            {title}
          </h1>
          {aside}
        </header>
        <OfflineNote />
        <SignInAsked />
        <SignInEnding />
        <DebugBanner />
        {children}
      </div>
    </main>
  );
}

function OfflineNote() {
  const styles = useStyles();
  const { t } = useTranslation();
  const { at } = useMoments();
  const { isOnline, lastRun, lastSuccessAtMs } = useSnapshot();
  if (isOnline) return null;
  const asOfMs = lastRun?.finishedAtMs ?? lastSuccessAtMs;
  return (
    <Text size={200} className={styles.note}>
      {asOfMs === null ? t('offline') : t('cachedAt', { time: at(asOfMs) })}
    </Text>
  );
}
