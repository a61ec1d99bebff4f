/** What one check found. */
export type Finding = {
  /** What was looked at, in a word or two. */
  readonly about: string
  /** `note`: the bot runs, but perhaps not as wished. `wrong`: it does not, or a part of it. */
  readonly state: 'ok' | 'note' | 'wrong'
  /** Never holds a token or key. */
  readonly says: string
  /** What to do about it. */
  readonly todo?: string
}

export const ok = (about: string, says: string): Finding => ({ about, state: 'ok', says })

export const note = (about: string, says: string, todo?: string): Finding => ({
  ...{ about, state: 'note', says },
  ...(todo && { todo }),
})

export const wrong = (about: string, says: string, todo?: string): Finding => ({
  ...{ about, state: 'wrong', says },
  ...(todo && { todo }),
})
