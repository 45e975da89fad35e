export function KeptScreen() {
  return null;
}
