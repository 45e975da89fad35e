export function ExcludedScreen() {
  return null;
}
