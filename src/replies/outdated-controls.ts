import type { OutdatedControls } from '../conversation/store.ts'
import type { Dependencies } from './dependencies.ts'

/** Removes the buttons of answers once a newer one of their conversation has ended. */
export type ControlsCleanUp = {
  /** Removes them in a conversation, or wherever they were left. Never rejects. */
  readonly run: (conversationId?: string) => Promise<void>
  /** How many answers it is at. */
  readonly size: () => number
}

/** `isBusy`: whether a reply to a question is under way. It brings its own buttons. */
export const createControlsCleanUp = (
  { store, removeControls, onFault }: Pick<Dependencies, 'store' | 'removeControls' | 'onFault'>,
  isBusy: (questionId: string) => boolean,
): ControlsCleanUp => {
  const underWay = new Set<string>()

  const isDue = async ({ answerId, conversationId, questionId }: OutdatedControls): Promise<boolean> => {
    const due = await store.outdatedControls(conversationId).catch((error: unknown) => {
      onFault(error)
      return []
    })
    return due.some((other) => other.answerId === answerId) && !isBusy(questionId)
  }

  const removeFrom = async (outdated: OutdatedControls): Promise<void> => {
    const { answerId, place } = outdated
    const messages = await store.shown(answerId)
    const removal = { place, messages, isDue: () => isDue(outdated) }
    // Another answer to the question may have taken over the messages.
    const outcome = messages.length === 0 ? 'done' : await removeControls?.(removal)
    if (outcome === 'done') await store.controlsRemoved(answerId)
  }

  const once = async (outdated: OutdatedControls): Promise<void> => {
    const { answerId, questionId } = outdated
    if (underWay.has(answerId) || isBusy(questionId)) return
    underWay.add(answerId)
    await removeFrom(outdated).finally(() => underWay.delete(answerId))
  }

  return {
    run: async (conversationId) => {
      try {
        for (const outdated of await store.outdatedControls(conversationId)) await once(outdated)
      } catch (error) {
        onFault(error)
      }
    },
    size: () => underWay.size,
  }
}
