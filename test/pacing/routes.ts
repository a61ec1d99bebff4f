import { type Route, routeTo } from '../../src/discord/rest/route.ts'
import type { ChangeTarget } from '../../src/pacing/gate.ts'

type Routes = (way: ChangeTarget) => readonly Route[]

/** The requests of a reply in a channel, by the bot's own route. */
export const channelRoutes =
  (channel: string): Routes =>
  (way) => [
    way.type === 'post'
      ? routeTo('POST', `/channels/${channel}/messages`)
      : routeTo('PATCH', `/channels/${channel}/messages/00000000000000000`),
  ]

/** The requests of a reply to an interaction by its token: page 0 is the original response. */
export const interactionRoutes =
  (application: string, token: string): Routes =>
  (way) => {
    const hook = `/webhooks/${application}/${token}`
    if (way.type === 'post') return [routeTo('POST', hook)]
    return [routeTo('PATCH', `${hook}/messages/${way.page === 0 ? '@original' : '00000000000000000'}`)]
  }

/** The requests of a reply to an interaction where the bot itself is too. */
export const bothRoutes =
  (application: string, token: string, channel: string): Routes =>
  (way) => [
    ...interactionRoutes(application, token)(way),
    ...(way.type === 'edit' ? channelRoutes(channel)(way) : []),
  ]
