import { putter, type Strategy } from './strategy.ts'

/** An edit every so many milliseconds if there is anything new, and one at the end. */
export const fixed = (ms: number): Strategy => ({
  name: `fixed ${ms / 1_000} s`,
  show: (writer, interaction) =>
    new Promise((resolve) => {
      const put = putter(interaction)
      let [text, shown] = ['', '']
      let busy: Promise<void> | undefined
      const flush = async () => {
        const whole = text
        await put(whole).catch(() => {})
        shown = whole
        busy = undefined
      }
      const timer = setInterval(() => {
        if (text !== shown && !busy) busy = flush()
      }, ms)
      writer.onDelta(
        (delta) => {
          text += delta
        },
        () => {
          clearInterval(timer)
          void Promise.resolve(busy).then(flush).then(resolve)
        },
      )
    }),
})
