// Words for what an entry of the audit keeps. What another build wrote and this one has no word for is shown by its own name.

import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { auditAction } from '../../../contract/administration.ts';
import { causeCode } from '../../../contract/causes.ts';
import { authorizationFilters, runnerFilters } from '../../../contract/user-filters.ts';
import { cardId } from '../../../contract/users.ts';
import { useCauseWords } from '../../shell/cause-words.ts';
import type { english } from '../../shell/languages.ts';
import { useMoments } from '../../shell/moments.ts';
import type { Fact } from '../frame/Facts.tsx';

type Word = keyof typeof english.administration.auditWord;
type Say = (content: unknown) => string | null;

/** shown in another way, or names that only machines read: what became of a batch stands below it */
const hidden = ['ids', 'changes', 'batchId', 'logId', 'delivery'];

const list = z.array(z.unknown());

export interface KeptWords {
  /** A selection and an outcome share the name `version` for two things. */
  factsOf(kept: Readonly<Record<string, unknown>>, of: 'selection' | 'outcome'): Fact[];
}

export function useKeptWords(): KeptWords {
  const { t, i18n } = useTranslation('administration');
  const { number } = useMoments();
  const say = useSayings();
  const nameOf = (key: string, of: 'selection' | 'outcome'): string => {
    if (key === 'version' && of === 'selection') return t('auditWord.clientVersion');
    return i18n.exists(`administration:auditWord.${key}`) ? t(`auditWord.${key as Word}`) : key;
  };
  return {
    factsOf: (kept, of) =>
      Object.entries(kept).flatMap(([key, content]) => {
        const value = say[key]?.(content) ?? textOf(content, number);
        return hidden.includes(key) || value === '' ? [] : [{ name: nameOf(key, of), value }];
      }),
  };
}

/** null: not what this build knows by that name */
function useSayings(): Readonly<Partial<Record<string, Say>>> {
  const { t } = useTranslation('administration');
  const { t: monitor } = useTranslation('monitor');
  const causes = useCauseWords();
  const { number, date } = useMoments();
  const moment = said(z.iso.datetime(), (iso) => date(Date.parse(iso)));
  return {
    by: said(z.enum(['ids', 'filter']), (by) => t(by === 'ids' ? 'audit.byIds' : 'auditWord.filter')),
    card: said(cardId, (card) => monitor(`card.${card}.name`)),
    cause: said(causeCode, causes.name),
    runner: said(z.enum(runnerFilters), (runner) => monitor(`filter.runner.${runner}`)),
    authorization: said(z.enum(authorizationFilters), (state) => monitor(`filter.authorization.${state}`)),
    except: said(list, ({ length }) => (length === 0 ? '' : number(length))),
    all: said(z.literal(true), () => t('audit.allErrors')),
    errors: said(list, ({ length }) => number(length)),
    action: said(auditAction, (action) => t(`auditAction.${action}`)),
    from: moment,
    to: moment,
    secret: said(z.enum(['set', 'removed']), (done) => t(`audit.secret.${done}`)),
    changed: said(z.array(z.enum(['email', 'salesUserName'])), (fields) =>
      fields.map((field) => monitor(`credentials.${field}`)).join(', '),
    ),
  };
}

function said<T>(schema: z.ZodType<T>, words: (known: T) => string): Say {
  return (content) => {
    const parsed = schema.safeParse(content);
    return parsed.success ? words(parsed.data) : null;
  };
}

function textOf(content: unknown, number: (value: number) => string): string {
  if (typeof content === 'string') return content;
  if (typeof content === 'number') return number(content);
  if (Array.isArray(content)) return content.map((one) => textOf(one, number)).join(', ');
  return JSON.stringify(content);
}
