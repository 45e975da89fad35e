// A person's answer to an open question (D16). Applied once by the next run, and only to the values that were shown.

import type { Answer } from '../../model/decision.ts';
import type { DeedPorts } from './wishes.ts';

/** False when the question is no longer open: it dissolved, or was answered elsewhere. */
export async function answerConflict(
  ports: DeedPorts,
  answer: Omit<Answer, 'answeredAtMs'>,
): Promise<boolean> {
  const conflict = await ports.store.get('conflicts', answer.key);
  if (conflict?.question !== answer.question) return false;
  const row: Answer = { ...answer, answeredAtMs: ports.clock.nowMs() };
  await ports.store.commit(null, [{ table: 'answers', put: [row] }]);
  return true;
}
