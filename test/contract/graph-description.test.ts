import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Exchange } from './exchange.ts';
import { createDescriptionCheck } from './graph/check-description.ts';
import { descriptionFile, withoutDescription } from './graph/description.ts';
import { exerciseGraph } from './graph/exercise.ts';

const file = descriptionFile();
const described = file === null ? describe.skip : describe;

described(`Microsoft’s description of Graph${file === null ? ` (${withoutDescription})` : ''}`, () => {
  let exchanges: readonly Exchange[];
  beforeAll(async () => {
    exchanges = await exerciseGraph();
  });

  it('fits every answer of the sandbox', () => {
    const check = createDescriptionCheck(file ?? '', { allowsMistakes: true });
    expect(exchanges.flatMap((exchange) => check(exchange))).toEqual([]);
  });
});
