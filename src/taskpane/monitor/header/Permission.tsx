// Application Permission Details: whether the background service may act for everybody, and why not. What a worker said
// before it fell silent is no longer the state.

import {
  Button,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  DialogTrigger,
  makeStyles,
  mergeClasses,
  Text,
  tokens,
} from '@fluentui/react-components';
import {
  CheckmarkCircle16Filled,
  Circle16Regular,
  ErrorCircle16Filled,
  QuestionCircle16Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import type { ApplicationPermission } from '../../../contract/organisation/application-permission.ts';
import { Details } from '../../shell/Details.tsx';
import { useMoments } from '../../shell/moments.ts';
import { usePermission } from './use-permission.ts';
import { ModalDialog } from '../../sync/frame/ModalDialog.tsx';

const useStyles = makeStyles({
  part: {
    display: 'inline-flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalXS,
    color: tokens.colorNeutralForeground2,
  },
  state: { display: 'inline-flex', alignItems: 'center', columnGap: tokens.spacingHorizontalXS },
  icon: { display: 'inline-flex', flexShrink: 0 },
  active: { color: tokens.colorStatusSuccessForeground1 },
  inactive: { color: tokens.colorStatusDangerForeground1 },
  content: { display: 'grid', rowGap: tokens.spacingVerticalM, gridTemplateColumns: 'minmax(0, 1fr)' },
});

type Face = 'not-enabled' | 'active' | 'inactive' | 'silent';

const icons = {
  'not-enabled': <Circle16Regular />,
  active: <CheckmarkCircle16Filled />,
  inactive: <ErrorCircle16Filled />,
  silent: <QuestionCircle16Regular />,
} as const;

function faceOf({ state, isSilent }: ApplicationPermission): Face {
  return state !== 'not-enabled' && isSilent ? 'silent' : state;
}

export function Permission() {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { ago, date } = useMoments();
  const { data } = usePermission();
  if (!data) return <NotYet />;
  const face = faceOf(data);
  const reportedMs = data.reportedAt === null ? null : Date.parse(data.reportedAt);
  const title = reportedMs === null ? undefined : t('permission.since', { time: date(reportedMs) });
  return (
    <span className={styles.part}>
      <Text size={200}>{t('permission.label')}:</Text>
      <span className={styles.state}>
        <span
          className={mergeClasses(
            styles.icon,
            face === 'active' && styles.active,
            face === 'inactive' && styles.inactive,
          )}
          aria-hidden="true"
        >
          {icons[face]}
        </span>
        <Text size={200} weight="semibold" title={title}>
          {t(`permission.${face}`)}
        </Text>
      </span>
      {face === 'silent' && reportedMs !== null ? (
        <Text size={200}>{t('permission.silentHint', { time: ago(reportedMs) })}</Text>
      ) : null}
      {data.error ? <ShowError permission={data} error={data.error} /> : null}
    </span>
  );
}

/** On its way, or not to be had. */
function NotYet() {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { error, refetch } = usePermission();
  return (
    <span className={styles.part}>
      <Text size={200}>{t('permission.label')}:</Text>
      <Text size={200}>{t(error ? 'permission.unknown' : 'loading')}</Text>
      {error ? (
        <Button size="small" appearance="transparent" onClick={() => void refetch()}>
          {t('permission.again')}
        </Button>
      ) : null}
    </span>
  );
}

interface ShowErrorProps {
  readonly permission: ApplicationPermission;
  readonly error: NonNullable<ApplicationPermission['error']>;
}

function ShowError({ permission, error }: ShowErrorProps) {
  const styles = useStyles();
  const { t } = useTranslation('administration');
  const { t: causes } = useTranslation('causes');
  const { date } = useMoments();
  return (
    <ModalDialog>
      <DialogTrigger disableButtonEnhancement>
        <Button size="small" appearance="transparent">
          {t('permission.show')}
        </Button>
      </DialogTrigger>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('permission.title')}</DialogTitle>
          <DialogContent className={styles.content}>
            <Text>{causes(`administrator.${error.cause}`)}</Text>
            {permission.reportedAt === null ? null : (
              <Text size={200}>
                {t('permission.since', { time: date(Date.parse(permission.reportedAt)) })}
              </Text>
            )}
            <Details
              facts={{ code: error.code ?? error.cause, status: error.status, requestId: error.requestId }}
            />
          </DialogContent>
          <DialogActions>
            <DialogTrigger disableButtonEnhancement>
              <Button>{t('permission.close')}</Button>
            </DialogTrigger>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </ModalDialog>
  );
}
