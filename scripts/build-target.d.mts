export interface BuildTarget {
  readonly isDevelopment: boolean;
  /** https origin without a slash at its end */
  readonly addinUrl: string;
  readonly addinId: string | undefined;
  /** address that the pane loads Office.js from */
  readonly officeScript: string;
}

export const developmentUrl: string;

/** Throws one Error that lists every mistake. */
export function readTarget(environment: Readonly<Record<string, string | undefined>>): BuildTarget;

export function finishManifest(template: string, target: BuildTarget): string;
