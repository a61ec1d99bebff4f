import { type Client, Events, GatewayCloseCodes } from 'discord.js'
import { StartError } from '../start-error.ts'

/**
 * Resolves when the gateway was closed with a code after which discord.js does not try again (4004 and 4010 to 4014):
 * without this the process would stay up, offline.
 */
export const listenForTheEnd = (client: Client): Promise<StartError> =>
  new Promise((resolve) =>
    client.on(Events.ShardDisconnect, ({ code }) => resolve(new StartError(closeWords(code)))),
  )

const closeWords = (code: number): string => {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return 'Discord has ended the connection: DISCORD_TOKEN is no longer valid. Copy it anew from the Bot page of your application.'
    case GatewayCloseCodes.DisallowedIntents:
      return 'Discord has ended the connection: an intent was switched off on the Bot page of your application. Switch it on again.'
    default:
      return `Discord has ended the connection with code ${code}, and says that trying again does not help.`
  }
}
