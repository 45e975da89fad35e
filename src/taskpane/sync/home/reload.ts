// Opens the page anew: the one way to begin again when no session could begin.

export function reload(): void {
  location.reload();
}
