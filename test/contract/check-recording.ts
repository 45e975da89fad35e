// Everything we can say about recorded exchanges, for whoever records them: by Microsoft's types, by the protocol, and by
// Microsoft's description where this machine has one.
import type { Exchange } from './exchange.ts';
import { createDescriptionCheck } from './graph/check-description.ts';
import { checkProtocol } from './graph/check-protocol.ts';
import { createTypeCheck } from './graph/check-types.ts';
import type { CheckExchange } from './graph/check-types.ts';
import { descriptionFile } from './graph/description.ts';
import { checkSalesAnswer } from './sales/check-answer.ts';
import { checkSalesRequest } from './sales/check-request.ts';

interface GraphChecks {
  readonly ofAnswers: readonly CheckExchange[];
  /** request and answer */
  readonly ofBoth: readonly CheckExchange[];
}

let checksOfGraph: GraphChecks | null = null;

/** Made once: compiling the schemas takes a second. */
function graphChecks(): GraphChecks {
  const file = descriptionFile();
  checksOfGraph ??= {
    ofAnswers: [createTypeCheck(), checkProtocol],
    ofBoth: file === null ? [] : [createDescriptionCheck(file)],
  };
  return checksOfGraph;
}

/** Each finding once, however often it was met. */
export function findingsInGraph(exchanges: readonly Exchange[]): readonly string[] {
  const { ofAnswers, ofBoth } = graphChecks();
  const checksFor = ({ isCut }: Exchange): readonly CheckExchange[] =>
    isCut === true ? ofBoth : [...ofAnswers, ...ofBoth];
  return unique(exchanges.flatMap((exchange) => checksFor(exchange).flatMap((check) => check(exchange))));
}

export function findingsInSales(exchanges: readonly Exchange[]): readonly string[] {
  return unique(
    exchanges.flatMap((exchange) => [
      ...checkSalesRequest(exchange),
      ...(exchange.isCut === true ? [] : checkSalesAnswer(exchange)),
    ]),
  );
}

function unique(findings: readonly string[]): readonly string[] {
  return [...new Set(findings)];
}
