// The usual choice: all rows in the browser, sorted and filtered there, in Fluent's DataGrid as its documentation has it.

import {
  createTableColumn,
  DataGrid,
  DataGridBody,
  DataGridCell,
  DataGridHeader,
  DataGridHeaderCell,
  DataGridRow,
  FluentProvider,
  SearchBox,
  TableCellLayout,
  webLightTheme,
  type TableColumnDefinition,
} from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CardId, Cards, UserRow } from '../../../../src/contract/users.ts';
import { followRows, isLive, readCards, readKeptUsers } from './relay-reads.ts';
import { cardNames, cellTexts } from './texts.ts';

const headings = [
  'Last Sync',
  'User',
  'Microsoft 365 User',
  'Last Sync Start',
  'Duration',
  'Sales Authorized',
  'Microsoft Authorized',
  'Open Errors',
  'Lag',
];

const sortValues: Readonly<Record<string, (user: UserRow) => string | number>> = {
  User: ({ displayName }) => displayName,
  'Last Sync Start': ({ lastStartAt }) => lastStartAt ?? '',
  Duration: ({ durations }) => durations?.totalMs ?? -1,
  'Open Errors': ({ openErrors }) => openErrors,
};

const columns: TableColumnDefinition<UserRow>[] = headings.map((name, at) =>
  createTableColumn<UserRow>({
    columnId: name,
    compare: (a, b) => {
      const valueOf = sortValues[name] ?? ((user: UserRow) => cellTexts(user)[at] ?? '');
      const [left, right] = [valueOf(a), valueOf(b)];
      return left < right ? -1 : left > right ? 1 : 0;
    },
    renderHeaderCell: () => name,
    renderCell: (user) => <TableCellLayout truncate>{cellTexts(user)[at]}</TableCellLayout>,
  }),
);

const isFailing = ({ outcome }: UserRow): boolean => outcome === 'failed' || outcome === 'partly-failed';
const cardFilters: Readonly<Record<CardId, (user: UserRow) => boolean>> = {
  failed: (user) => user.isSyncEnabled && isFailing(user),
  never: ({ outcome, isSyncEnabled }) => isSyncEnabled && outcome === null,
  'in-progress': ({ running }) => running !== null,
  succeeded: (user) => user.isSyncEnabled && user.outcome !== null && !isFailing(user),
  all: () => true,
  expired: ({ microsoft, sales }) => microsoft.state !== 'active' || sales.state !== 'active',
  disabled: ({ isSyncEnabled }) => !isSyncEnabled,
  errors: ({ openErrors }) => openErrors > 0,
  behind: ({ oldestWaitingAt }) => oldestWaitingAt !== null,
  stopping: ({ microsoft }) =>
    microsoft.endsAt !== null && Date.parse(microsoft.endsAt) < Date.now() + 604_800_000,
};

function Monitor() {
  const [users, setUsers] = useState<readonly UserRow[]>([]);
  const [cards, setCards] = useState<Cards | null>(null);
  const [card, setCard] = useState<CardId>('all');
  const [typed, setTyped] = useState('');
  useEffect(() => {
    void readCards().then(setCards);
    void readKeptUsers().then(setUsers);
    if (isLive)
      void followRows((rows) => {
        const byId = new Map(rows.map((row) => [row.id, row]));
        setUsers((known) => known.map((row) => byId.get(row.id) ?? row));
      });
  }, []);
  const wanted = typed.toLowerCase();
  const shown = users.filter(
    (user) => cardFilters[card](user) && (wanted === '' || user.displayName.toLowerCase().includes(wanted)),
  );
  return (
    <>
      <section>
        {cardNames.map(([id, name]) => (
          <button
            key={id}
            type="button"
            aria-pressed={card === id}
            onClick={() => {
              setTyped('');
              setCard(id);
            }}
          >
            {name} {cards?.counts[id]}
          </button>
        ))}
      </section>
      <SearchBox
        value={typed}
        onChange={(_, { value }) => {
          setTyped(value);
        }}
      />
      <div style={{ height: '560px', overflow: 'auto' }}>
        <DataGrid
          items={[...shown]}
          columns={columns}
          sortable
          selectionMode="multiselect"
          getRowId={(user: UserRow) => user.id}
          aria-rowcount={shown.length + 1}
        >
          <DataGridHeader>
            <DataGridRow>
              {({ renderHeaderCell }) => <DataGridHeaderCell>{renderHeaderCell()}</DataGridHeaderCell>}
            </DataGridRow>
          </DataGridHeader>
          <DataGridBody<UserRow>>
            {({ item, rowId }) => (
              <DataGridRow<UserRow> key={rowId}>
                {({ renderCell }) => <DataGridCell>{renderCell(item)}</DataGridCell>}
              </DataGridRow>
            )}
          </DataGridBody>
        </DataGrid>
      </div>
    </>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <FluentProvider theme={webLightTheme}>
      <Monitor />
    </FluentProvider>,
  );
