import { type Client, Events, GatewayCloseCodes } from 'discord.js'
import { StartError } from '../../start-error.ts'

/** Why Discord has ended the connection for good, and whether a bot that is started anew can go on. */
export type FatalClose = { readonly error: StartError; readonly startAgain: boolean }

/**
 * Resolves when the gateway was closed with a code after which discord.js does not try again (4004 and 4010 to 4014):
 * without this the process would stay up, offline. An intent that was switched off is not asked for at the next start.
 */
export const onFatalClose = (client: Client): Promise<FatalClose> =>
  new Promise((resolve) =>
    client.on(Events.ShardDisconnect, ({ code }) =>
      resolve({
        error: new StartError(closeMessage(code)),
        startAgain: code === GatewayCloseCodes.DisallowedIntents,
      }),
    ),
  )

const fatalCodes: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
])

/** Whether discord.js does not connect again after a close with this code. */
export const isFatalClose = (code: number): boolean => fatalCodes.has(code)

/** What an operator is told of a close for good. */
export const closeMessage = (code: number): string => {
  switch (code) {
    case GatewayCloseCodes.AuthenticationFailed:
      return 'Discord has ended the connection: DISCORD_TOKEN is no longer valid. Copy it anew from the Bot page of your application.'
    case GatewayCloseCodes.DisallowedIntents:
      return 'Discord has ended the connection: an intent was switched off on the Bot page of your application. The bot starts again without it.'
    default:
      return `Discord has ended the connection with code ${code}, and says that trying again does not help.`
  }
}
