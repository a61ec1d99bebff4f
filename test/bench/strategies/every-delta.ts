import { putter, type Strategy } from './strategy.ts'

/** An edit per delta, each waiting in discord.js's queue (discord-ollama). */
export const everyDelta: Strategy = {
  name: 'an edit per delta',
  show: (writer, interaction) =>
    new Promise((resolve) => {
      const put = putter(interaction)
      let text = ''
      let last: Promise<void> = Promise.resolve()
      writer.onDelta(
        (delta) => {
          text += delta
          const whole = text
          last = last.then(() => put(whole)).catch(() => {})
        },
        () => void last.then(resolve),
      )
    }),
}
