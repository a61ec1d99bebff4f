import { z } from 'zod'
import { pagesOf, type Strategy } from './strategy.ts'

const messageSchema = z.object({ id: z.string() })

/** An edit every half second by bare `fetch`; one that is refused is gone (the Chat SDK's Discord adapter). */
export const dropping: Strategy = {
  name: '500 ms, failed edits dropped',
  show: (writer, interaction) =>
    new Promise((resolve) => {
      const { api, version } = interaction.client.rest.options
      const url = `${api}/v${version}/webhooks/${interaction.applicationId}/${interaction.token}`
      const send = async (method: string, path: string, content: string): Promise<string | undefined> => {
        const headers = { 'Content-Type': 'application/json' }
        const response = await fetch(url + path, { method, headers, body: JSON.stringify({ content }) })
        return response.ok ? messageSchema.parse(await response.json()).id : undefined
      }
      const ids: (string | undefined)[] = ['@original']
      let [text, sent] = ['', '']
      // This adapter cuts what does not fit one message; the bench lets it post the rest, so that the figures compare.
      const flush = async () => {
        sent = text
        const pages = pagesOf(text)
        const last = pages.length - 1
        const content = pages[last] ?? ''
        if (ids[last] !== undefined) await send('PATCH', `/messages/${ids[last]}`, content)
        else ids[last] = await send('POST', '?wait=true', content)
      }
      const timer = setInterval(() => {
        if (text !== sent) flush().catch(() => {})
      }, 500)
      writer.onDelta(
        (delta) => {
          text += delta
        },
        () => {
          clearInterval(timer)
          flush().then(resolve, () => resolve())
        },
      )
    }),
}
