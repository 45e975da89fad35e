// Connectors live from run to run, because they know what they have read and which pause a service asked for. What they
// were made of may change meanwhile: the organisation gives its category another name, an administrator another Sales user.

/** Calls `make` again whenever the facts are others than at the last call, and when the last call of it failed. */
export function keptWhile<Facts, Made>(
  make: (facts: Facts) => Promise<Made>,
): (facts: Facts) => Promise<Made> {
  let kept: { readonly of: string; readonly made: Promise<Made> } | null = null;
  return (facts) => {
    const of = JSON.stringify(facts);
    if (kept?.of === of) return kept.made;
    const made = make(facts).catch((error: unknown) => {
      if (kept?.made === made) kept = null;
      throw error;
    });
    kept = { of, made };
    return made;
  };
}
