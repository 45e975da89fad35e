// What a run did: records created, changed and deleted per side, and what became of the rest.

import { useTranslation } from 'react-i18next';
import type { KindCounts } from '../../../sync/model/run-report.ts';
import { useMoments } from '../../shell/moments.ts';
import { NumberTable } from '../frame/NumberTable.tsx';
import { Facts } from './Facts.tsx';
import { excludedTotal } from './run-counts.ts';

export function CountsTable({ counts }: { readonly counts: KindCounts }) {
  const { t } = useTranslation();
  const { number } = useMoments();
  const { microsoft, sales } = counts;
  return (
    <>
      <NumberTable
        caption={t('kind.contact')}
        lines={[
          { name: t('runDetails.created'), counts: { microsoft: microsoft.created, sales: sales.created } },
          { name: t('runDetails.updated'), counts: { microsoft: microsoft.updated, sales: sales.updated } },
          { name: t('runDetails.deleted'), counts: { microsoft: microsoft.deleted, sales: sales.deleted } },
        ]}
      />
      <Facts
        facts={[
          [t('runDetails.inSync'), number(counts.inSync)],
          [t('runDetails.excluded'), number(excludedTotal(counts))],
          [t('runDetails.contested'), number(counts.contested)],
          [t('runDetails.failing'), number(counts.failing)],
          ...(counts.planned > 0 ? [[t('runDetails.planned'), number(counts.planned)] as const] : []),
        ]}
      />
    </>
  );
}
