import { type Client, DiscordAPIError, Events } from 'discord.js'
import { StartError } from '../../start-error.ts'

/** Logs in and resolves once the gateway is ready. Throws `StartError` if the operator must act. */
export const logIn = async (client: Client, token: string): Promise<Client<true>> => {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  try {
    await client.login(token)
  } catch (error) {
    await client.destroy()
    throw error instanceof StartError ? error : toStartError(error)
  }
  return ready
}

/** The `StartError` for a refused token or an unreachable Discord. */
export const toStartError = (error: unknown): StartError =>
  new StartError(loginWords(error), { cause: error })

const loginWords = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const isUnauthorized = error instanceof DiscordAPIError && error.status === 401
  return isUnauthorized || code === 'TokenInvalid'
    ? 'Discord refuses DISCORD_TOKEN: copy the bot’s token anew from the Bot page of your application.'
    : `Discord cannot be reached (${error instanceof Error ? error.message : String(error)}): check the network and DISCORD_API_URL.`
}
