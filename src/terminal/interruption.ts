/** A signal that Ctrl-C aborts, until `end` is called. */
export const interruption = (): { readonly signal: AbortSignal; readonly end: () => void } => {
  const abort = new AbortController()
  const stop = (): void => abort.abort()
  process.once('SIGINT', stop)
  return { signal: abort.signal, end: () => void process.off('SIGINT', stop) }
}
