// People enter the roster before their first sign-in: typed one by one, or as lines of a CSV. Everything that is typed or
// pasted is read as such lines, so that both ways say the same about what is wrong.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  ProgressBar,
  Spinner,
  Tab,
  TabList,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../sync/frame/Notice.tsx';
import { Problem } from '../frame/Problem.tsx';
import { fileOf, joined } from './bad-lines.ts';
import { BadLines } from './BadLines.tsx';
import { CsvSource, sourceOf } from './CsvSource.tsx';
import { emptyRow, RowsSource, toCsv, type RosterRow } from './RowsSource.tsx';
import type { RosterSource } from './roster-pieces.ts';
import { useAdding, type Adding } from './use-adding.ts';
import { useChecked } from './use-checked.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

type Way = 'rows' | 'csv';

export function AddUsersDialog({ onClose }: { readonly onClose: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const [way, setWay] = useState<Way>('rows');
  const [rows, setRows] = useState<readonly RosterRow[]>([emptyRow()]);
  const [csv, setCsv] = useState<RosterSource>('');
  const { adding, send, goOn, stop, forget } = useAdding();
  const { checked, isReading, isUnreadable, share } = useChecked(way === 'rows' ? toCsv(rows) : csv);
  const isSending = adding.state === 'sending';
  const isOver = adding.state === 'done' || adding.state === 'stopped';
  // Lines the relay refused come on top of those that could not even be sent.
  const bad = isOver || isSending ? joined(checked.bad, adding.refused) : checked.bad;
  const isStopped = adding.state === 'stopped';
  const toSend = isStopped ? adding.toSend : checked.good.length;
  const mend = async (): Promise<void> => {
    // What is left to mend stands in the text, and only that.
    setCsv(await sourceOf(fileOf(bad)));
    setRows([emptyRow()]);
    setWay(bad.count > 0 ? 'csv' : way);
    forget();
  };
  return (
    <ModalDialog
      open
      onOpenChange={(_, { open }) => {
        if (!open && !isSending) onClose();
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('roster.name')}</DialogTitle>
          <DialogContent className={styles.content}>
            {isSending || isOver ? (
              <Progress adding={adding} />
            ) : (
              <>
                <Text>{t('roster.effect')}</Text>
                <TabList
                  selectedValue={way}
                  onTabSelect={(_, { value }) => {
                    setWay(value === 'csv' ? 'csv' : 'rows');
                  }}
                >
                  <Tab value="rows">{t('roster.way.rows')}</Tab>
                  <Tab value="csv">{t('roster.way.csv')}</Tab>
                </TabList>
                {way === 'rows' ? (
                  <RowsSource rows={rows} bad={checked.bad.first} onChange={setRows} />
                ) : (
                  <CsvSource source={csv} onChange={setCsv} />
                )}
                {isReading ? <Reading share={share} /> : null}
                {isUnreadable ? <Notice title={t('roster.unreadable')} /> : null}
              </>
            )}
            {way === 'csv' || isOver ? <BadLines lines={bad} /> : null}
          </DialogContent>
          <DialogActions fluid>
            {isSending ? (
              <Button onClick={stop}>{t('roster.stop')}</Button>
            ) : (
              <Button onClick={onClose}>{t(isOver ? 'dialog.close' : 'dialog.cancel')}</Button>
            )}
            {adding.state === 'done' ? (
              <Button onClick={() => void mend()}>{t(bad.count > 0 ? 'roster.mend' : 'roster.more')}</Button>
            ) : (
              <Button
                appearance="primary"
                disabledFocusable={isSending || isReading || toSend === 0}
                {...(isSending ? { icon: <Spinner size="tiny" /> } : {})}
                onClick={() => void (isStopped ? goOn(checked) : send(checked))}
              >
                {toSend === 0
                  ? t('roster.name')
                  : t(isStopped ? 'roster.goOn' : 'roster.add', { count: toSend })}
              </Button>
            )}
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}

function Reading({ share }: { readonly share: number }) {
  const { t } = useTranslation('monitor');
  return share === 0 ? (
    <Spinner size="tiny" label={t('roster.reading')} />
  ) : (
    <ProgressBar aria-label={t('roster.reading')} value={share} />
  );
}

function Progress({ adding }: { readonly adding: Adding }) {
  const styles = useStyles();
  const { t } = useTranslation('monitor');
  const { added, known, refused, toSend, state, error, isWaiting } = adding;
  const over = added + known + refused.count;
  return (
    <div className={styles.content}>
      <ProgressBar
        aria-label={t('dialog.progress')}
        value={over + toSend === 0 ? 1 : over / (over + toSend)}
        color={state === 'done' ? 'success' : 'brand'}
      />
      <Text role="status" weight="semibold">
        {[
          t('roster.added', { count: added }),
          ...(known > 0 ? [t('roster.known', { count: known })] : []),
          ...(toSend > 0 ? [t('roster.left', { count: toSend })] : []),
        ].join(' · ')}
      </Text>
      {isWaiting ? <Text role="status">{t('roster.waiting')}</Text> : null}
      {error ? <Problem error={error} isDeed /> : null}
      {error ? <Text size={200}>{t('roster.nothingLost')}</Text> : null}
    </div>
  );
}
