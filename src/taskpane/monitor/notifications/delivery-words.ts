// What a notification is about, and why it was not taken, in words.

import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notification, NotificationStatus } from '../../../contract/organisation/notifications.ts';
import { causeCode } from '../../../contract/causes.ts';

const known = [
  'not-https',
  'not-public',
  'unknown-host',
  'timeout',
  'no-address',
  'no-secret',
  'ECONNREFUSED',
] as const;

const runners = ['pane', 'worker', 'delegated'] as const;

export interface DeliveryWords {
  what(told: Pick<Notification, 'rule' | 'subject'>): string;
  error(code: string): string;
}

/** `names`: of users, by id. */
export function useDeliveryWords(names: NotificationStatus['names']): DeliveryWords {
  const { t } = useTranslation('administration');
  const { t: causes } = useTranslation('causes');
  const { t: monitor } = useTranslation('monitor');
  return useMemo(
    () => ({
      what({ rule, subject }) {
        const name = t(`webhook.rule.${rule}`);
        const cause = causeCode.safeParse(subject);
        if (rule === 'shared-cause' && cause.success) return `${name}: ${causes(`name.${cause.data}`)}`;
        const runner = runners.find((each) => each === subject);
        if (rule === 'silent-runner' && runner) return `${name}: ${monitor(`runner.${runner}`)}`;
        // The organisation has one certificate only.
        return subject === '' || rule === 'credential-expiring'
          ? name
          : `${name}: ${names[subject] ?? subject}`;
      },
      error(code) {
        const status = /^http-(\d{3})$/.exec(code)?.[1];
        if (status !== undefined) return t('webhook.error.http', { status });
        const word = known.find((each) => each === code);
        return word === undefined ? t('webhook.error.other', { code }) : t(`webhook.error.${word}`);
      },
    }),
    [t, causes, monitor, names],
  );
}
