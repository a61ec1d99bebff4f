import type { FailureKind } from '../conversation/failure.ts'
import type { PlaceId } from '../conversation/turn.ts'

/** How many questions may run or wait at once, so that one person cannot keep everyone else waiting. */
export type Limits = { readonly perPerson: number; readonly perPlace: number }

/** Lets questions in, and counts those that have not left. */
export type Admission = {
  /** Counts a question in, or says why not. `leave` is called once it is answered. */
  readonly enter: (
    speakerId: string,
    place: PlaceId,
  ) => { readonly refused: FailureKind } | { readonly leave: () => void }
  /** How many people and places have anything in it. */
  readonly size: () => number
}

/** Nobody is in yet. */
export const createAdmission = ({ perPerson, perPlace }: Limits): Admission => {
  const inside = new Map<string, number>()
  const count = (key: string): number => inside.get(key) ?? 0
  const add = (key: string, change: 1 | -1): void => {
    const now = count(key) + change
    if (now > 0) inside.set(key, now)
    else inside.delete(key)
  }
  return {
    enter: (speakerId, place) => {
      const keys = [`person ${speakerId}`, `place ${place}`] as const
      if (count(keys[0]) >= perPerson) return { refused: 'too-many-yours' }
      if (count(keys[1]) >= perPlace) return { refused: 'too-many-here' }
      for (const key of keys) add(key, 1)
      return {
        leave: () => {
          for (const key of keys) add(key, -1)
        },
      }
    },
    size: () => inside.size,
  }
}
