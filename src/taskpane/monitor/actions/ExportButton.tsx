// The table as a file: the users that are picked, or everything the list matches. The browser fetches it by a link that
// works once, so that a million rows never pass through this page.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Spinner,
  Tooltip,
  useRestoreFocusTarget,
} from '@fluentui/react-components';
import { ArrowDownload20Regular } from '@fluentui/react-icons';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExportRequest } from '../../../contract/users.ts';
import { useMonitor } from '../data/monitor-context.tsx';
import { usePlace } from '../data/use-place.ts';
import { pickedCount, type Picked } from '../data/use-selecting.ts';
import { filtersOf, type View } from '../data/view.ts';
import { download } from '../frame/download.ts';
import { Problem } from '../frame/Problem.tsx';
import { useIsWide } from '../frame/use-is-wide.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

/** The users that are picked, or else everything the list matches. */
export function exportRequestOf(view: View, picked: Picked): ExportRequest {
  if (picked.by === 'ids' && picked.ids.size > 0) return { card: 'all', q: '', ids: [...picked.ids] };
  const except = picked.by === 'filter' && picked.except.size > 0 ? { except: [...picked.except] } : {};
  return { card: view.card, q: view.q, ...filtersOf(view), ...except };
}

export function ExportButton({ total }: { readonly total: number }) {
  const { t } = useTranslation('monitor');
  const { client, selecting } = useMonitor();
  const { view } = usePlace();
  const isWide = useIsWide();
  const restoreFocus = useRestoreFocusTarget();
  const request = exportRequestOf(view, selecting.picked);
  const picked = pickedCount(selecting.picked, total);
  const whole = t(isWide ? 'export.hint' : 'export.name');
  const fetchFile = useMutation({
    networkMode: 'always',
    mutationFn: (asked: ExportRequest) => client.exportUrl(asked),
    onSuccess: download,
  });
  return (
    <>
      {/* Below: above it are the cards, and one of them would be covered. */}
      <Tooltip
        content={picked > 0 ? t('export.picked', { count: picked }) : whole}
        relationship={isWide ? 'description' : 'label'}
        positioning="below-end"
      >
        <Button
          {...restoreFocus}
          appearance={isWide ? 'secondary' : 'subtle'}
          icon={fetchFile.isPending ? <Spinner size="tiny" /> : <ArrowDownload20Regular />}
          disabledFocusable={(total === 0 && picked === 0) || fetchFile.isPending}
          onClick={() => {
            fetchFile.mutate(request);
          }}
        >
          {isWide ? t('export.name') : null}
        </Button>
      </Tooltip>
      {fetchFile.error ? (
        <ModalDialog
          open
          onOpenChange={() => {
            fetchFile.reset();
          }}
        >
          <DialogSurface>
            <DialogBody>
              <DialogTitle>{t('export.failed')}</DialogTitle>
              <DialogContent>
                <Problem error={fetchFile.error} isDeed />
              </DialogContent>
              <DialogActions>
                <Button
                  onClick={() => {
                    fetchFile.reset();
                  }}
                >
                  {t('dialog.close')}
                </Button>
              </DialogActions>
            </DialogBody>
          </DialogSurface>
        </ModalDialog>
      ) : null}
    </>
  );
}
