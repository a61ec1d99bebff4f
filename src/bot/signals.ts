/** The abort signals of a bot. */
export type Signals = {
  /** Aborts when replies must end at once; their messages stay as they are. */
  readonly giveUp: AbortController
  /** Aborts when the bot disconnects. */
  readonly closing: AbortController
  /** Aborts when the start is called off. */
  readonly starting: AbortSignal
}

/** Creates the signals; `interrupted` aborts the start. */
export const createSignals = (interrupted?: AbortSignal): Signals => {
  const giveUp = new AbortController()
  const starting = AbortSignal.any([giveUp.signal, ...(interrupted ? [interrupted] : [])])
  return { giveUp, closing: new AbortController(), starting }
}
