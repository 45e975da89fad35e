// Four ports in a row that nobody uses now: what the system wants. Found by binding them, so that two test runs on one
// machine do not meet.

import net from 'node:net';

const lowest = 30_000;
const highest = 60_000;
const attempts = 50;

/** The first of four. */
export async function freePorts(): Promise<number> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const first = lowest + 4 * Math.floor((Math.random() * (highest - lowest)) / 4);
    const free = await Promise.all([0, 1, 2, 3].map((offset) => isFree(first + offset)));
    if (free.every(Boolean)) return first;
  }
  throw new Error('no four free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
