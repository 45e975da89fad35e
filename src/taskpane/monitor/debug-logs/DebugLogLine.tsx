// One debug log: who started it and when, how much there is, and its bundle.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { DebugLog } from '../../../contract/debug-logs.ts';
import { useMoments } from '../../shell/moments.ts';
import type { DebugLogsState } from './use-debug-logs.ts';

const useStyles = makeStyles({
  line: {
    display: 'grid',
    rowGap: tokens.spacingVerticalXXS,
    justifyItems: 'start',
    paddingBlock: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
});

export interface DebugLogLineProps {
  readonly log: DebugLog;
  readonly state: DebugLogsState;
}

export function DebugLogLine({ log, state }: DebugLogLineProps) {
  const styles = useStyles();
  const { t } = useTranslation('details');
  const { at, date } = useMoments();
  const { endsAt, isActive, entries, startedBy, startedAt, keptUntil } = log;
  const time = at(Date.parse(endsAt));
  return (
    <li className={styles.line}>
      <Text weight="semibold">{t(isActive ? 'debug.active' : 'debug.ended', { time })}</Text>
      <Text size={200} className={styles.quiet}>
        {t('debug.by', { name: startedBy, time: date(Date.parse(startedAt)) })}
      </Text>
      <Text size={200}>
        {entries === 0 ? t('debug.noEntries') : t('debug.entries', { count: entries })}
        {entries === 0 ? null : ` · ${t('debug.kept', { time: date(Date.parse(keptUntil)) })}`}
      </Text>
      {entries === 0 ? null : (
        <Button
          size="small"
          icon={<ArrowDownload20Regular />}
          disabledFocusable={state.isBusy}
          onClick={() => {
            state.download(log);
          }}
        >
          {t('debug.download')}
        </Button>
      )}
    </li>
  );
}
