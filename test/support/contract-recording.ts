// Everything that the pages of a test file exchange with both services, judged by their contracts at the end. The sandbox's own
// page has an API of its own and is not among it.

import { readFile } from 'node:fs/promises';
import type { BrowserContext } from 'playwright-core';
import { createSample } from '../contract/alike.ts';
import { findingsInGraph, findingsInSales } from '../contract/check-recording.ts';
import type { Exchange } from '../contract/exchange.ts';
import { recordGraph, recordSales, type PageRecording } from '../contract/record-page.ts';

interface Recorded {
  readonly graph: PageRecording;
  readonly sales: PageRecording;
}

const recorded: Recorded[] = [];

/** Begin before the context's pages go anywhere. */
export function recordContext(context: BrowserContext): void {
  recorded.push({ graph: recordGraph(context), sales: recordSales(context) });
}

export interface ContractVerdict {
  readonly graph: number;
  readonly sales: number;
  readonly findings: readonly string[];
}

/** How many exchanges there were, and what is wrong with them. Ask before the browser closes. */
export async function judgeRecordings(): Promise<ContractVerdict> {
  const graph = await exchangesOf(({ graph: one }) => one);
  const sales = await exchangesOf(({ sales: one }) => one);
  return judged(graph, sales);
}

/** The same for what the background runs of a system exchanged (`recording` of startSystem). */
export async function judgeBackground(file: string): Promise<ContractVerdict> {
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Exchange);
  const isSales = ({ url }: Exchange): boolean => url.includes('/crmRestApi/');
  return judged(
    all.filter((one) => !isSales(one)),
    all.filter(isSales),
  );
}

function judged(graph: readonly Exchange[], sales: readonly Exchange[]): ContractVerdict {
  const findings = [
    ...findingsInGraph(graph.filter(createSample())),
    ...findingsInSales(sales.filter(createSample())),
  ];
  return { graph: graph.length, sales: sales.length, findings };
}

async function exchangesOf(part: (one: Recorded) => PageRecording): Promise<readonly Exchange[]> {
  const all = await Promise.all(recorded.map((one) => part(one).exchanges()));
  return all.flat();
}
