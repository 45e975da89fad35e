export function RunScreen({ runId }: { readonly runId: string }) {
  return <p>{runId}</p>;
}
