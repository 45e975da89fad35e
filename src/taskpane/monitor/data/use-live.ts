// The one event stream of the Monitor, open as long as any of its screens is.

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { monitorEvent } from '../../../contract/events.ts';
import { readEventStream, type StreamState } from '../../../remote/relay/event-stream.ts';
import type { RelayOptions } from '../../../remote/relay/relay-call.ts';
import { applyEvent } from './live-cache.ts';
import { queryKeys } from './query-keys.ts';
import { askAgain } from '../ask-again.ts';
import { createWakeablePause, type WakeablePause } from '../pause.ts';

export interface Live {
  readonly state: StreamState;
  /** epoch ms of this device: since when it is in this state */
  readonly sinceMs: number;
  /** epoch ms at which the stream was lost; 0 before that */
  readonly lostMs: number;
  /** the stream is lost for so long that what is shown counts as old */
  readonly isAway: boolean;
  /** connects at once instead of after the wait that grew while the relay was away */
  tryNow(): void;
}

type State = Omit<Live, 'tryNow'>;

/** A proxy that ends a stream now and then is no reason to alarm anybody. */
const patienceMs = 4_000;

export function useLive(relay: RelayOptions): Live {
  const client = useQueryClient();
  const [waiting] = useState(createWakeablePause);
  const [live, setLive] = useState<State>(() => ({
    state: 'connecting',
    sinceMs: Date.now(),
    lostMs: 0,
    isAway: false,
  }));
  useEffect(() => {
    const stop = new AbortController();
    let wasLive = false;
    void readEventStream({
      relay,
      path: '/events',
      event: monitorEvent,
      signal: stop.signal,
      onEvent: (event) => {
        applyEvent(client, event);
      },
      onState: (state) => {
        setLive((known) => (known.state === state ? known : moved(known, state)));
        if (state !== 'live') return;
        void client.refetchQueries({ predicate: (query) => query.state.status === 'error' });
        // What changed between the first page and the first event came to nobody.
        if (!wasLive) void client.invalidateQueries({ queryKey: queryKeys.anyUsers });
        wasLive = true;
      },
      sleep: waiting.pause,
    });
    return () => {
      stop.abort();
    };
  }, [relay, client, waiting]);
  useWakeUp(waiting);
  const { state } = live;
  // While the stream is lost, its return asks for everything that failed.
  useEffect(() => (state === 'live' ? askAgain(client) : undefined), [state, client]);
  useEffect(() => {
    if (state !== 'reconnecting') return undefined;
    const timer = setTimeout(() => {
      setLive((known) => (known.state === 'reconnecting' ? { ...known, isAway: true } : known));
    }, patienceMs);
    return () => {
      clearTimeout(timer);
    };
  }, [state]);
  return { ...live, tryNow: waiting.wake };
}

/** A network that is back, and somebody who looks again, do not wait. */
function useWakeUp({ wake }: WakeablePause): void {
  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('online', wake, { signal });
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') wake();
      },
      { signal },
    );
    return () => {
      stop.abort();
    };
  }, [wake]);
}

function moved(known: State, state: StreamState): State {
  const nowMs = Date.now();
  return {
    state,
    sinceMs: nowMs,
    lostMs: known.state === 'live' ? nowMs : known.lostMs,
    isAway: state !== 'live' && known.isAway,
  };
}
