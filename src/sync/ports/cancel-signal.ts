// What the engine needs of an AbortSignal; the platform's own fits. Checked at safe points only.

export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}
