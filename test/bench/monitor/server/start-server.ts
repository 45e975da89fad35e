// Starts the server's process and asks it things.

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ServerAsk, ServerOptions, ServerTell } from './messages.ts';

export interface Server {
  /** where pane and reference pages are */
  readonly front: string;
  /** the same relay without TLS */
  readonly relayOrigin: string;
  ask<Type extends Exclude<ServerAsk['type'], 'stop'>>(
    ask: ServerAsk & { readonly type: Type },
  ): Promise<ServerTell & { readonly type: Type }>;
  stop(): Promise<void>;
}

/** Resolves when the company is stored and the pane is served. */
export async function startServer(options: ServerOptions, say: (line: string) => void): Promise<Server> {
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_OPTIONS: '' },
    // Standard output belongs to the results.
    stdio: ['ignore', 2, 2, 'ipc'],
  });
  child.on('message', (message: ServerTell) => {
    if (message.type === 'progress') say(message.line);
  });
  child.send(options);
  const { front, relayOrigin } = await told(child, 'ready');
  return {
    front,
    relayOrigin,
    ask: (ask) => {
      const answer = told(child, ask.type);
      child.send(ask);
      return answer;
    },
    async stop() {
      if (!child.connected) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.send({ type: 'stop' } satisfies ServerAsk);
      await ended;
    },
  };
}

function told<Type extends ServerTell['type']>(
  child: ChildProcess,
  type: Type,
): Promise<ServerTell & { readonly type: Type }> {
  return new Promise((resolve, reject) => {
    const hear = (message: ServerTell): void => {
      if (!isOf(message, type)) return;
      child.off('message', hear).off('exit', end);
      resolve(message);
    };
    const end = (code: number | null): void => {
      reject(new Error(`the server ended with ${String(code)}; it has said why above`));
    };
    child.on('message', hear).once('exit', end);
  });
}

function isOf<Type extends ServerTell['type']>(
  message: ServerTell,
  type: Type,
): message is ServerTell & { readonly type: Type } {
  return message.type === type;
}
