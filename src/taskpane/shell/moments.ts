// Times and numbers in the words' own language. "2 minutes ago" moves on by itself: one timer for all screens.

import { useMemo, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

const tickMs = 30_000;
/** shorter than this is 0.0 s */
const shortMs = 100;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;
let nowMs = Date.now();

function tick(): void {
  nowMs = Date.now();
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === null) {
    nowMs = Date.now();
    timer = setInterval(tick, tickMs);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}

/** Epoch ms, at most 30 s old. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => nowMs);
}

export interface Moments {
  readonly language: string;
  /** "2 minutes ago", "in 3 hours", "this minute" */
  ago(atMs: number): string;
  /** time of day, with the date when it is not today */
  at(atMs: number): string;
  /** date and time, always both */
  date(atMs: number): string;
  /** "40 ms", "12 sec", "3 min" */
  length(durationMs: number): string;
  number(value: number): string;
}

export function useMoments(): Moments {
  const { i18n } = useTranslation();
  const language = formatLanguage(i18n.language, i18n.resolvedLanguage);
  const now = useNow();
  return useMemo(() => momentsAt(language, now), [language, now]);
}

/** The host's region where we have words in its language ("en-GB"), else the language of the words. */
function formatLanguage(wanted: string, resolved = 'en'): string {
  return wanted.split('-')[0] === resolved.split('-')[0] ? wanted : resolved;
}

/** Making a format costs more than using it a hundred times: each is made when it is first used, and kept. */
function once<T>(make: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= make());
}

function createFormats(language: string) {
  const length = (unit: 'millisecond' | 'second' | 'minute' | 'hour') =>
    once(() => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }));
  const instant = (options: Intl.DateTimeFormatOptions) =>
    // Outlook says "ar-SA" to everybody who reads Arabic; that tag alone would mean the Hijri calendar.
    once(() => new Intl.DateTimeFormat(language, { calendar: 'gregory', ...options }));
  return {
    relative: once(() => new Intl.RelativeTimeFormat(language, { numeric: 'auto' })),
    time: instant({ hour: 'numeric', minute: '2-digit' }),
    dayAndTime: instant({ day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }),
    whole: instant({ dateStyle: 'medium', timeStyle: 'short' }),
    plain: once(() => new Intl.NumberFormat(language)),
    lengths: {
      millisecond: length('millisecond'),
      second: length('second'),
      minute: length('minute'),
      hour: length('hour'),
    },
  };
}

type Formats = ReturnType<typeof createFormats>;

const known = new Map<string, Formats>();

function formatsOf(language: string): Formats {
  const formats = known.get(language) ?? createFormats(language);
  known.set(language, formats);
  return formats;
}

export function momentsAt(language: string, now: number): Moments {
  const { relative, time, dayAndTime, whole, plain, lengths } = formatsOf(language);
  const isToday = (atMs: number): boolean => new Date(atMs).toDateString() === new Date(now).toDateString();
  return {
    language,
    ago: (atMs) => sinceWords(relative(), atMs - now),
    at: (atMs) => (isToday(atMs) ? time : dayAndTime)().format(atMs),
    date: (atMs) => whole().format(atMs),
    length: (durationMs) => lengthWords(lengths, durationMs),
    number: (value) => plain().format(value),
  };
}

function sinceWords(format: Intl.RelativeTimeFormat, offsetMs: number): string {
  const size = Math.abs(offsetMs);
  if (size < minuteMs) return format.format(0, 'minute');
  if (size < hourMs) return format.format(Math.trunc(offsetMs / minuteMs), 'minute');
  if (size < dayMs) return format.format(Math.trunc(offsetMs / hourMs), 'hour');
  return format.format(Math.trunc(offsetMs / dayMs), 'day');
}

function lengthWords(formats: Formats['lengths'], durationMs: number): string {
  if (durationMs > 0 && durationMs < shortMs)
    return formats.millisecond().format(Math.max(1, Math.round(durationMs)));
  const [value, unit] =
    durationMs < minuteMs
      ? ([durationMs / 1000, 'second'] as const)
      : durationMs < hourMs
        ? ([durationMs / minuteMs, 'minute'] as const)
        : ([durationMs / hourMs, 'hour'] as const);
  const rounded = unit === 'second' && value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return formats[unit]().format(rounded);
}
