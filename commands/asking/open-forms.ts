import type { Clock } from '../../src/clock.ts'
import type { CommandQuestion } from './command-question.ts'

/** The person who has a form open, and the channel. */
export type FormOwner = { readonly userId: string; readonly channelId: string | null }

/**
 * The subjects of open forms, for as long as Discord accepts their answers. A form's id comes from outside, so `take`
 * checks the person and the channel.
 */
export type OpenForms = {
  readonly keep: (interactionId: string, owner: FormOwner, about: Omit<CommandQuestion, 'text'>) => void
  readonly take: (interactionId: string, owner: FormOwner) => Omit<CommandQuestion, 'text'> | undefined
}

/** How long a form can be submitted, in ms: as long as its interaction's token is valid. */
const life = 15 * 60_000

type Open = {
  readonly owner: FormOwner
  readonly about: Omit<CommandQuestion, 'text'>
  readonly until: number
}

/** Starts without open forms. */
export const createOpenForms = (clock: Clock): OpenForms => {
  const forms = new Map<string, Open>()
  return {
    keep: (interactionId, owner, about) => {
      const now = clock.elapsed()
      for (const [id, { until }] of forms) if (until < now) forms.delete(id)
      forms.set(interactionId, { owner, about, until: now + life })
    },
    take: (interactionId, { userId, channelId }) => {
      const form = forms.get(interactionId)
      if (form?.owner.userId !== userId || form.owner.channelId !== channelId) return undefined
      forms.delete(interactionId)
      return form.about
    },
  }
}
