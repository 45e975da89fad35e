export interface ManifestSurroundings {
  /** content of a file below the pane's origin, such as `assets/icon-16.png` */
  readonly readFile: (path: string) => Buffer | undefined;
  /** whether https://localhost is where it belongs */
  readonly isDevelopment: boolean;
}
