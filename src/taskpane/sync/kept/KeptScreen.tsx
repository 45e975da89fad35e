// Values that lost against the other side, each restorable for 30 days (D15).

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { ArrowUndo24Regular } from '@fluentui/react-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitValue } from '../../../sync/model/record.ts';
import type { KeptRow, Session } from '../../session/session.ts';
import { useMoments } from '../../shell/moments.ts';
import { useSession } from '../../shell/session-context.tsx';
import { useRows } from '../../shell/use-rows.ts';
import { Said } from '../deed/Said.tsx';
import { Card } from '../frame/Card.tsx';
import { DeedProblem } from '../deed/DeedProblem.tsx';
import { Empty } from '../frame/Empty.tsx';
import { Loaded } from '../frame/Loaded.tsx';
import { Screen } from '../frame/Screen.tsx';
import { useDeed } from '../deed/use-deed.ts';
import { VirtualList } from '../list/VirtualList.tsx';
import { useValueWords } from '../words/value-words.ts';

/** Restored to and fro, a value is kept again under the same id. */
const rowOf = ({ id, keptAtMs }: KeptRow): string => `${id}@${String(keptAtMs)}`;

const readKeptValues = (session: Session) => session.keptValues();

const useStyles = makeStyles({
  intro: { color: tokens.colorNeutralForeground2 },
  list: { paddingInline: tokens.spacingHorizontalS },
  line: { display: 'grid', rowGap: tokens.spacingVerticalXXS, paddingBlock: tokens.spacingVerticalM },
  head: { display: 'flex', justifyContent: 'space-between', columnGap: tokens.spacingHorizontalS },
  words: { display: 'grid', minWidth: 0 },
  values: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
  },
  name: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
  },
  value: { margin: 0, fontSize: tokens.fontSizeBase300, whiteSpace: 'pre-wrap', unicodeBidi: 'plaintext' },
  quiet: { color: tokens.colorNeutralForeground3 },
  action: { flexShrink: 0, alignSelf: 'start' },
});

export function KeptScreen() {
  const { t } = useTranslation();
  const rows = useRows(readKeptValues);
  return (
    <Screen title={t('kept.title')} back="/">
      <Loaded rows={rows}>{(values) => <KeptList values={values} />}</Loaded>
    </Screen>
  );
}

function KeptList({ values }: { readonly values: readonly KeptRow[] }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const [restored, setRestored] = useState<ReadonlySet<string>>(new Set());
  const open = values.filter((kept) => !restored.has(rowOf(kept)));
  return (
    <>
      <Said words={restored.size > 0 ? t('kept.restored') : null} />
      {open.length === 0 && restored.size > 0 ? null : open.length === 0 ? (
        <Empty icon={<ArrowUndo24Regular />} title={t('kept.empty')} hint={t('kept.emptyHint')} />
      ) : (
        <>
          <Text className={styles.intro}>{t('kept.intro')}</Text>
          <Card isFlush>
            <div className={styles.list}>
              <VirtualList
                label={t('kept.title')}
                items={open}
                keyOf={rowOf}
                rowHeight={112}
                row={(kept) => (
                  <KeptLine
                    kept={kept}
                    onRestored={() => {
                      setRestored(new Set([...restored, rowOf(kept)]));
                    }}
                  />
                )}
              />
            </div>
          </Card>
        </>
      )}
    </>
  );
}

function KeptLine({ kept, onRestored }: { readonly kept: KeptRow; readonly onRestored: () => void }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const { ago } = useMoments();
  const words = useValueWords();
  const session = useSession();
  const deed = useDeed();
  const title = kept.title || t('plan.untitled');
  const unit = words.unit(kept.unit);
  const restore = async (): Promise<void> => {
    if (await deed.run(() => session.restore(kept.id))) onRestored();
  };
  return (
    <div className={styles.line}>
      <div className={styles.head}>
        <span className={styles.words}>
          <Text weight="semibold">
            <bdi>{title}</bdi>
          </Text>
          <Text size={200} className={styles.quiet}>
            {unit} · {t('kept.at', { ago: ago(kept.keptAtMs) })}
          </Text>
        </span>
        {kept.state === 'replaced' ? (
          <Button
            size="small"
            className={styles.action}
            aria-label={t('kept.restoreFor', { unit, title })}
            disabledFocusable={deed.isBusy}
            onClick={() => void restore()}
          >
            {t('kept.restore')}
          </Button>
        ) : null}
      </div>
      <dl className={styles.values}>
        <Value
          name={t(kept.state === 'waiting' ? 'kept.has' : 'kept.lost', { side: t(`side.${kept.lostOn}`) })}
          value={kept.value}
        />
        <Value name={t(kept.state === 'waiting' ? 'kept.wins' : 'kept.won')} value={kept.wonValue} />
      </dl>
      {kept.state === 'replaced' ? null : (
        <Text size={200} className={styles.quiet}>
          {t(`kept.${kept.state}`, { side: t(`side.${kept.lostOn}`) })}
        </Text>
      )}
      <DeedProblem deed={deed} />
    </div>
  );
}

function Value({ name, value }: { readonly name: string; readonly value: UnitValue }) {
  const styles = useStyles();
  const { t } = useTranslation();
  const words = useValueWords();
  return (
    <>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>
        <bdi>{words.value(value) ?? t('blank')}</bdi>
      </dd>
    </>
  );
}
