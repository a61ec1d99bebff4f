import { Failed } from '../conversation/failure.ts'
import type { Parts, Resources } from './put-together.ts'

/** How long, in ms, running replies may go on after SIGTERM. Docker waits for `stop_grace_period` of compose.yaml. */
const grace = 10_000

/** How long, in ms, the last edits of those replies may take after that. */
const lastEdits = 5_000

/** Ends what runs beside the replies. */
export type Background = { readonly retention: () => void; readonly gateway: () => void }

/**
 * Waits up to `grace` for running replies, then ends them with a message. Queued questions are answered after the
 * next start.
 */
export const shutDown = async (
  { machine: { clock }, signals, store, parts }: Resources & { readonly parts: Parts },
  recovered: Promise<unknown>,
  background: Background,
): Promise<void> => {
  const { client, modelList, replies } = parts
  const shutdown = (): Failed => new Failed({ kind: 'shutdown' })
  background.retention()
  modelList.stop()
  const cancel = clock.after(grace + lastEdits, () => signals.giveUp.abort(shutdown()))
  await Promise.all([replies.shutDown(grace), recovered])
  cancel()
  background.gateway()
  signals.closing.abort(shutdown())
  await client.destroy()
  await store.close()
}
