import type { Clock } from '../../src/clock.ts'
import type { Asked } from './in-place.ts'

/** What the forms that people have open are about, as long as Discord takes an answer to them. */
export type OpenForms = {
  readonly keep: (interactionId: string, about: Omit<Asked, 'text'>) => void
  readonly take: (interactionId: string) => Omit<Asked, 'text'> | undefined
}

/** For so long, in ms, a form can be sent: the life of the interaction that opened it. */
const life = 15 * 60_000

/** Nobody has a form open. */
export const createOpenForms = (clock: Clock): OpenForms => {
  const forms = new Map<string, { readonly about: Omit<Asked, 'text'>; readonly until: number }>()
  return {
    keep: (interactionId, about) => {
      const now = clock.elapsed()
      for (const [id, { until }] of forms) if (until < now) forms.delete(id)
      forms.set(interactionId, { about, until: now + life })
    },
    take: (interactionId) => {
      const about = forms.get(interactionId)?.about
      forms.delete(interactionId)
      return about
    },
  }
}
