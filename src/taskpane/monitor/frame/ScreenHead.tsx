// The head of a screen below the list: the way back, its title, a quiet note, and where else one may go.

import { Link, makeStyles, Text, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS },
  name: { ...typographyStyles.subtitle1, margin: 0, outlineStyle: 'none' },
  back: {
    display: 'inline-flex',
    padding: tokens.spacingVerticalXS,
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
  words: { flexGrow: 1, flexBasis: '140px', minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export interface ScreenHeadProps {
  readonly title: string;
  /** name of the way back */
  readonly back: string;
  readonly backHref: string;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** Takes the focus: whoever comes by keyboard hears where they are. */
export function ScreenHead({ title, back, backHref, note, children }: ScreenHeadProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <header className={styles.head}>
      <Link href={backHref} className={styles.back} aria-label={back}>
        <ArrowLeft20Regular />
      </Link>
      <div className={styles.words}>
        <h1 ref={heading} tabIndex={-1} className={styles.name}>
          {title}
        </h1>
        {note ? (
          <Text size={200} className={styles.quiet}>
            {note}
          </Text>
        ) : null}
      </div>
      {children}
    </header>
  );
}
