import { isJsonObject, type Json } from '../../../src/sandbox/discord/json.ts'
import type { Discord } from '../../../src/sandbox/discord/start-discord.ts'
import { ids } from './stage.ts'

/** An answer as a bare HTTP client reads it. */
export type Reply = {
  readonly status: number
  readonly headers: Headers
  /** The JSON body, or an empty object if there is none. */
  readonly body: Readonly<Record<string, Json | undefined>>
  readonly list: readonly Json[]
}

const read = async (response: Response): Promise<Reply> => {
  const text = await response.text()
  const value: unknown = text === '' ? {} : JSON.parse(text)
  const { status, headers } = response
  return { status, headers, body: isJsonObject(value) ? value : {}, list: Array.isArray(value) ? value : [] }
}

/** Calls the REST API with the bot's token, or with none for interactions. */
export const call = async (
  discord: Discord,
  route: string,
  body?: Json | FormData,
  token: string | undefined = discord.token,
): Promise<Reply> => {
  const [method = 'GET', path = ''] = route.split(' ')
  const isForm = body instanceof FormData
  const headers: Record<string, string> = path.startsWith('/webhooks')
    ? {}
    : { authorization: `Bot ${token}` }
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json'
  const sent = isForm ? body : body === undefined ? null : JSON.stringify(body)
  return read(await fetch(`${discord.url}/v10${path}`, { method, headers, body: sent }))
}

/** Posts a message as the bot. */
export const post = (discord: Discord, content: string, channelId: string = ids.general): Promise<Reply> =>
  call(discord, `POST /channels/${channelId}/messages`, { content })

/** Registers an /ask that can be used everywhere, with an optional prompt. */
export const registerAsk = (discord: Discord): Promise<Reply> =>
  call(discord, `PUT /applications/${discord.application.id}/commands`, [
    {
      name: 'ask',
      description: 'Ask',
      integration_types: [0, 1],
      contexts: [0, 1, 2],
      options: [
        { type: 3, name: 'prompt', description: 'What', max_length: 10 },
        { type: 3, name: 'model', description: 'Which', autocomplete: true },
      ],
    },
  ])

/** The path of an interaction's webhook. */
export const webhook = (discord: Discord, token: string): string =>
  `/webhooks/${discord.application.id}/${token}`
