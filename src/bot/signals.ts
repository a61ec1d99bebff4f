/** What ends the parts of a bot. */
export type Signals = {
  /** Aborts when replies can wait no longer: they are left on the screen as they are. */
  readonly giveUp: AbortController
  /** Aborts when the bot disconnects. */
  readonly closing: AbortController
  /** Aborts when the start is called off. */
  readonly starting: AbortSignal
}

/** Signals of a bot that starts; `interrupted` calls the start off from outside. */
export const createSignals = (interrupted?: AbortSignal): Signals => {
  const giveUp = new AbortController()
  const starting = AbortSignal.any([giveUp.signal, ...(interrupted ? [interrupted] : [])])
  return { giveUp, closing: new AbortController(), starting }
}
