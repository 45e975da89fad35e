// The two sides. Never "local" and "remote": both are remote.

export type Side = 'microsoft' | 'sales';

export const sides = ['microsoft', 'sales'] as const satisfies readonly Side[];

export function otherSide(side: Side): Side {
  return side === 'microsoft' ? 'sales' : 'microsoft';
}
