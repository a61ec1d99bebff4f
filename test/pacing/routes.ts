import { type Route, routeTo } from '../../src/discord/rest/route.ts'
import type { ChangeTarget } from '../../src/pacing/gate.ts'

type Routes = (target: ChangeTarget) => readonly Route[]

/** The requests of a reply in a channel, by the bot's own route. */
export const channelRoutes =
  (channel: string): Routes =>
  (target) => [
    target.type === 'post'
      ? routeTo('POST', `/channels/${channel}/messages`)
      : routeTo('PATCH', `/channels/${channel}/messages/00000000000000000`),
  ]

/** The requests of a reply to an interaction by its token: page 0 is the original response. */
export const interactionRoutes =
  (application: string, token: string): Routes =>
  (target) => {
    const hook = `/webhooks/${application}/${token}`
    if (target.type === 'post') return [routeTo('POST', hook)]
    return [routeTo('PATCH', `${hook}/messages/${target.page === 0 ? '@original' : '00000000000000000'}`)]
  }

/** The requests of a reply to an interaction where the bot itself is too. */
export const bothRoutes =
  (application: string, token: string, channel: string): Routes =>
  (target) => [
    ...interactionRoutes(application, token)(target),
    ...(target.type === 'edit' ? channelRoutes(channel)(target) : []),
  ]
