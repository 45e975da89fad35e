// One group of things that belong together, on a quiet surface.

import { makeStyles, mergeClasses, tokens, typographyStyles } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusXLarge,
  },
  flush: { padding: tokens.spacingVerticalXS, rowGap: 0 },
  // Whoever is led to the title sees the edge of its card, too.
  title: { ...typographyStyles.subtitle2, margin: 0, scrollMarginBlock: tokens.spacingVerticalXXL },
  flushTitle: {
    paddingInline: tokens.spacingHorizontalS,
    paddingBlockStart: tokens.spacingVerticalS,
    paddingBlockEnd: tokens.spacingVerticalXS,
  },
});

export interface CardProps {
  readonly title?: ReactNode;
  /** for a title that something on the page leads to: it can take the focus */
  readonly headingId?: string;
  /** the content brings its own padding (lists of links) */
  readonly isFlush?: boolean;
  readonly children: ReactNode;
}

export function Card({ title, headingId, isFlush = false, children }: CardProps) {
  const styles = useStyles();
  const ownId = useId();
  const titleId = headingId ?? ownId;
  const className = mergeClasses(styles.card, isFlush && styles.flush);
  if (title === undefined) return <div className={className}>{children}</div>;
  return (
    <section className={className} aria-labelledby={titleId}>
      <h2
        id={titleId}
        className={mergeClasses(styles.title, isFlush && styles.flushTitle)}
        {...(headingId === undefined ? {} : { tabIndex: -1 })}
      >
        {title}
      </h2>
      {children}
    </section>
  );
}
