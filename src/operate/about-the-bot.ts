import type { Client } from 'discord.js'
import { inviteLink } from './needed-permissions.ts'

/** How many servers are named. */
const mostNamed = 10

/**
 * What an operator wants to see at the start: who the bot is, in which servers, with which model, and the address that adds it
 * to another one (https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow).
 */
export const aboutTheBot = (client: Client<true>, model: string) => {
  const names = client.guilds.cache.map(({ name }) => name)
  const others = names.length - mostNamed
  return {
    user: client.user.tag,
    servers: [...names.slice(0, mostNamed), ...(others > 0 ? [`and ${others} more`] : [])],
    model,
    invite: inviteLink(client.application.id),
  }
}
