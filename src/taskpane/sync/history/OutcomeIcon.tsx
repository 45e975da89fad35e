// The outcome of a run as an icon; the word always stands beside it.

import { makeStyles, tokens } from '@fluentui/react-components';
import {
  ArrowForward20Regular,
  CheckmarkCircle20Filled,
  DismissCircle20Filled,
  PauseCircle20Filled,
  QuestionCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { RunOutcome } from '../../../sync/model/run-report.ts';

const useStyles = makeStyles({
  good: { color: tokens.colorStatusSuccessForeground1, display: 'inline-flex' },
  warning: { color: tokens.colorStatusWarningForeground1, display: 'inline-flex' },
  bad: { color: tokens.colorStatusDangerForeground1, display: 'inline-flex' },
  quiet: {
    color: tokens.colorNeutralForeground3,
    display: 'inline-flex',
    ':dir(rtl) svg': { transform: 'scaleX(-1)' },
  },
});

const looks: Readonly<Record<RunOutcome, readonly ['good' | 'warning' | 'bad' | 'quiet', ReactNode]>> = {
  succeeded: ['good', <CheckmarkCircle20Filled key="icon" />],
  'succeeded-with-conflicts': ['good', <QuestionCircle20Filled key="icon" />],
  'partly-failed': ['warning', <Warning20Filled key="icon" />],
  failed: ['bad', <DismissCircle20Filled key="icon" />],
  suspended: ['quiet', <PauseCircle20Filled key="icon" />],
  skipped: ['quiet', <ArrowForward20Regular key="icon" />],
};

export function OutcomeIcon({ outcome }: { readonly outcome: RunOutcome }) {
  const styles = useStyles();
  const [tone, icon] = looks[outcome];
  return (
    <span className={styles[tone]} aria-hidden="true">
      {icon}
    </span>
  );
}
