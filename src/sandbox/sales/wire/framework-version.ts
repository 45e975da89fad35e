// REST-Framework-Version: what each version changes, cumulative. Absent means 1, as on a real Fusion server.
import { badRequest } from './sales-error.ts';

export interface Framework {
  readonly version: number;
  /** `q` is a rowmatch expression instead of query-by-example */
  readonly rowMatch: boolean;
  /** expanded children are collection objects instead of bare arrays */
  readonly childCollections: boolean;
  readonly jsonErrors: boolean;
  /** ids are JSON strings; otherwise exact integer tokens */
  readonly numbersAsStrings: boolean;
  /** business keys are percent-encoded before the usual encoding of a path segment */
  readonly doubleEncodedKeys: boolean;
}

export const ALLOWED_VERSIONS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

export function frameworkOf(version: number): Framework {
  return {
    version,
    rowMatch: version >= 2,
    childCollections: version >= 3,
    jsonErrors: version >= 4,
    doubleEncodedKeys: version >= 8,
    numbersAsStrings: version >= 9,
  };
}

/** Throws a 400 for anything but 1 to 9. */
export function readFramework(header: string | readonly string[] | undefined): Framework {
  if (header === undefined) return frameworkOf(1);
  const text = typeof header === 'string' ? header.trim() : '';
  if (!/^[1-9]$/.test(text)) throw badRequest(`REST-Framework-Version ${String(header)} is not supported.`);
  return frameworkOf(Number(text));
}
