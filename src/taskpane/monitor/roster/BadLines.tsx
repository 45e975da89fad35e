// Lines that could not be taken: number, what stood there, and what to do about it. All of them can be had as a file.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoments } from '../../shell/moments.ts';
import { fileOf, type BadLineList } from './bad-lines.ts';
import type { LineProblem } from './roster-lines.ts';

const useStyles = makeStyles({
  frame: { display: 'grid', rowGap: tokens.spacingVerticalXS, gridTemplateColumns: 'minmax(0, 1fr)' },
  list: {
    margin: 0,
    padding: tokens.spacingHorizontalS,
    listStyleType: 'none',
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    rowGap: tokens.spacingVerticalS,
    maxHeight: '160px',
    overflowY: 'auto',
    backgroundColor: tokens.colorNeutralBackground2,
    borderRadius: tokens.borderRadiusMedium,
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  line: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)' },
  text: {
    color: tokens.colorNeutralForeground3,
    overflow: 'hidden',
    whiteSpace: 'nowrap',
    textOverflow: 'ellipsis',
  },
  download: { justifySelf: 'start' },
});

export function BadLines({ lines }: { readonly lines: BadLineList }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  const remedy = useRemedy();
  const titleId = useId();
  const more = lines.count - lines.first.length;
  if (lines.count === 0) return null;
  return (
    <div className={styles.frame}>
      <Text id={titleId} weight="semibold">
        {t('roster.bad', { count: lines.count })}
      </Text>
      {/* It scrolls, so the keyboard must get to it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <ul className={styles.list} aria-labelledby={titleId} tabIndex={0}>
        {lines.first.map(({ line, text, problem }) => (
          <li key={line} className={styles.line}>
            <Text size={200}>{t('roster.line', { line: number(line), remedy: remedy(problem) })}</Text>
            <Text size={200} className={styles.text} title={text}>
              <bdi>{text}</bdi>
            </Text>
          </li>
        ))}
        {more > 0 ? (
          <li>
            <Text size={200}>{t('dialog.more', { number: number(more) })}</Text>
          </li>
        ) : null}
      </ul>
      <Button
        size="small"
        className={styles.download}
        icon={<ArrowDownload20Regular />}
        onClick={() => {
          downloadTexts(fileOf(lines));
        }}
      >
        {t('roster.download')}
      </Button>
    </div>
  );
}

function useRemedy(): (problem: LineProblem) => string {
  const { t } = useTranslation('monitor');
  const { number } = useMoments();
  return (problem) => {
    switch (problem.is) {
      case 'repeated':
        return t('roster.remedy.repeated', { line: number(problem.firstLine) });
      case 'taken':
        return t(`credentials.takenBy.${problem.same}`, { name: problem.otherUser });
      default:
        return t(`roster.remedy.${problem.is}`);
    }
  };
}

function downloadTexts(texts: Blob): void {
  const url = URL.createObjectURL(new Blob(['\ufeff', texts], { type: 'text/csv' }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = 'lines-left.csv';
  anchor.click();
  URL.revokeObjectURL(url);
}
