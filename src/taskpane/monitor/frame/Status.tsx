// How a run ended, as icon and word: colour alone never says it.

import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import {
  ArrowSync20Regular,
  CheckmarkCircle20Filled,
  CheckmarkCircleWarning20Filled,
  CircleHalfFill20Filled,
  CircleOff20Regular,
  DismissCircle20Filled,
  PauseCircle20Regular,
  Prohibited20Regular,
  type FluentIcon,
} from '@fluentui/react-icons';
import type { WireRunOutcome } from '../../../contract/runs.ts';
import type { UserRow } from '../../../contract/users.ts';
import { isSilent } from '../words/stop-words.ts';

export type Standing = WireRunOutcome | 'never' | 'running' | 'removed' | 'disabled';
export type Tone = 'good' | 'bad' | 'warning' | 'busy' | 'quiet';

const faces: Readonly<Record<Standing, { readonly icon: FluentIcon; readonly tone: Tone }>> = {
  succeeded: { icon: CheckmarkCircle20Filled, tone: 'good' },
  'succeeded-with-conflicts': { icon: CheckmarkCircleWarning20Filled, tone: 'good' },
  'partly-failed': { icon: CircleHalfFill20Filled, tone: 'warning' },
  failed: { icon: DismissCircle20Filled, tone: 'bad' },
  suspended: { icon: PauseCircle20Regular, tone: 'quiet' },
  skipped: { icon: CircleOff20Regular, tone: 'quiet' },
  interrupted: { icon: CircleHalfFill20Filled, tone: 'warning' },
  never: { icon: CircleOff20Regular, tone: 'quiet' },
  running: { icon: ArrowSync20Regular, tone: 'busy' },
  removed: { icon: Prohibited20Regular, tone: 'quiet' },
  disabled: { icon: Prohibited20Regular, tone: 'quiet' },
};

export const useToneStyles = makeStyles({
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  busy: { color: tokens.colorBrandForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
});

export function toneOf(standing: Standing): Tone {
  return faces[standing].tone;
}

const useStyles = makeStyles({ icon: { display: 'inline-flex', flexShrink: 0 } });

interface StatusIconProps {
  readonly standing: Standing;
  /** nobody has spoken for this user for a while: what was good then may not be good now */
  readonly isOld?: boolean;
  /** sync is off: how the last run ended is nobody's task any more */
  readonly isOff?: boolean;
}

export function StatusIcon({ standing, isOld = false, isOff = false }: StatusIconProps) {
  const styles = useStyles();
  const tones = useToneStyles();
  const { icon: Icon, tone } = faces[standing];
  return (
    <span
      className={mergeClasses(styles.icon, tones[isOff || (isOld && tone === 'good') ? 'quiet' : tone])}
      aria-hidden="true"
    >
      <Icon />
    </span>
  );
}

/** What the row's first word is about: the newest run that ended in success or failure. */
export function standingOf(row: UserRow): Standing {
  if (row.outcome !== null) return row.outcome;
  return row.isSyncEnabled ? 'never' : 'disabled';
}

/** No further run comes, and none is under way. */
export function isOff(row: UserRow): boolean {
  return !row.isSyncEnabled && row.running === null;
}

/** The runner fell silent, or nobody lets it run: the row says how it was, not how it is. */
export function isOldWord(row: UserRow): boolean {
  return !row.isSyncEnabled || row.pausedAt !== null || isSilent(row);
}
