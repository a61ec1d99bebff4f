import type { Clock } from '../../src/clock.ts'
import type { CommandQuestion } from './command-question.ts'

/** Who has a form open, and where. */
export type FormOwner = { readonly userId: string; readonly channelId: string | null }

/**
 * What the forms that people have open are about, as long as Discord takes an answer to them. What comes back names its form
 * by an id from outside: it is given only to whom it belongs, where it was opened.
 */
export type OpenForms = {
  readonly keep: (interactionId: string, owner: FormOwner, about: Omit<CommandQuestion, 'text'>) => void
  readonly take: (interactionId: string, owner: FormOwner) => Omit<CommandQuestion, 'text'> | undefined
}

/** For so long, in ms, a form can be sent: the life of the interaction that opened it. */
const life = 15 * 60_000

type Open = {
  readonly owner: FormOwner
  readonly about: Omit<CommandQuestion, 'text'>
  readonly until: number
}

/** Nobody has a form open. */
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
