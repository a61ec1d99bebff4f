import { type Client, Events, GatewayCloseCodes } from 'discord.js'
import { StartError } from '../../start-error.ts'

/** Why Discord closed the gateway for good, and whether a restart helps. */
export type FatalClose = { readonly error: StartError; readonly startAgain: boolean }

/**
 * Resolves when the gateway is closed with a code after which discord.js does not reconnect (4004, 4010 to 4014).
 * Otherwise the process would stay up, but offline. An intent that was switched off (4014) is not requested at the
 * next start.
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

/** Whether discord.js gives up after this close code. */
export const isFatalClose = (code: number): boolean => fatalCodes.has(code)

/** The message for the operator about a fatal close code. */
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
