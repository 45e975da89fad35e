// Commands of an administrator, as they reach the pane: by event stream while connected, else with the next look.

import { runnerEvent } from '../../contract/events.ts';
import type { RefusalReason, RunnerCommand } from '../../contract/commands.ts';
import { readEventStream } from '../../remote/relay/event-stream.ts';
import type { RelayOptions } from '../../remote/relay/relay-call.ts';
import { systemClock } from '../../store/clock/system-clock.ts';
import type { RunLoop } from './run-loop.ts';
import { signUp, type Person } from './signed-in-person.ts';

export interface CommandSurroundings {
  readonly person: Person;
  readonly relay: RelayOptions;
  readonly loop: RunLoop;
  readonly signal: AbortSignal;
  /** the relay's row of this person is gone */
  deleted(): void;
}

export function listenForCommands(around: CommandSurroundings): void {
  const { person, relay, signal } = around;
  /** a command comes again after a reconnect */
  const known = new Set<string>();
  const once = async (command: RunnerCommand): Promise<void> => {
    if (known.has(command.id)) return;
    known.add(command.id);
    await obey(around, command);
  };
  const changed = async (): Promise<void> => {
    await signUp(person, false);
    around.loop.reschedule();
  };
  void readEventStream({
    relay,
    path: '/me/events?runner=pane',
    event: runnerEvent,
    signal,
    sleep: (ms, until) => systemClock.sleep(ms, until),
    onEvent: (event) => {
      void (event.type === 'command' ? once(event.command) : changed());
    },
    // What waits comes with the stream.
    onState: () => undefined,
  });
}

async function obey(around: CommandSurroundings, command: RunnerCommand): Promise<void> {
  const { person } = around;
  await person.runner.answerCommand(command.id, { state: 'seen', reason: null }).catch(() => undefined);
  const refusal = await act(around, command);
  const answer = refusal
    ? ({ state: 'refused', reason: refusal } as const)
    : ({ state: 'done', reason: null } as const);
  await person.runner.answerCommand(command.id, answer).catch(() => undefined);
}

/** null when it was done, else why not */
async function act(around: CommandSurroundings, command: RunnerCommand): Promise<RefusalReason | null> {
  const { person, loop } = around;
  switch (command.kind) {
    case 'suspend':
      if (!loop.isRunning()) return 'not-running';
      loop.interrupt('administrator');
      return null;
    case 'disable':
      loop.interrupt();
      await signUp(person, false);
      loop.reschedule();
      return null;
    case 'enable':
      await signUp(person, false);
      loop.ask({ trigger: 'change', mode: 'routine' });
      loop.reschedule();
      return null;
    case 'sync-now':
      return asked(around, 'routine');
    case 'full-sync':
      return asked(around, 'full');
    case 'ask-to-sign-in':
      // Done is what the person can see: the relay's row carries the question, the banner shows it.
      return (await signUp(person, false)) ? null : 'failed';
    case 'delete':
      around.deleted();
      return null;
  }
}

function asked({ loop, person }: CommandSurroundings, mode: 'routine' | 'full'): RefusalReason | null {
  if (loop.ask({ trigger: 'administrator', mode })) return null;
  const { me, microsoft, sales } = person.snapshots.get();
  if (me?.sync.isEnabled === false) return 'sync-disabled';
  if (loop.isSuspended()) return 'paused';
  return microsoft.status === 'active' && sales.status === 'active' ? 'failed' : 'sign-in-needed';
}
