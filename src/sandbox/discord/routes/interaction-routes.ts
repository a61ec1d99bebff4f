import type { HiddenLimit } from '../hidden-limits.ts'
import type { Interaction } from '../interaction.ts'
import { answerInteraction, callbackJson } from '../interaction-answer.ts'
import { addFollowUp, editAnswer, requireOwnMessage, requireToken } from '../interaction-webhook.ts'
import { messageJson } from '../message-json.ts'
import { removeMessage } from '../messages.ts'
import { refuseRate } from '../refusal.ts'
import { type Answer, noContent, ok, param, type Route, type RouteRequest, type Routes } from '../route.ts'

/** What a callback of each type is told to have made: a deferred message is a message, an update's is not told. */
const resourceType: Readonly<Record<number, number>> = { 4: 4, 5: 4, 7: 7 }

const callback: Route = (request) => {
  const { world } = request
  const id = param(request, 'interaction_id')
  const token = param(request, 'interaction_token')
  const answered = answerInteraction(world, id, token, request.json, request.files)
  const { interaction, callback: type, message } = answered
  if (request.query.get('with_response') !== 'true') return noContent
  const told =
    message === undefined ? undefined : { type: resourceType[type], message: messageJson(world, message) }
  return ok({
    interaction: callbackJson(interaction, type, message),
    resource: told?.type === undefined ? undefined : told,
  })
}

const interactionOf = (request: RouteRequest): Interaction =>
  requireToken(request.world, param(request, 'webhook_id'), param(request, 'webhook_token'))

const messageId = (request: RouteRequest): string => request.params['message_id'] ?? '@original'

const read: Route = (request): Answer => {
  const message = requireOwnMessage(request.world, interactionOf(request), messageId(request))
  return ok(messageJson(request.world, message))
}

const edit: Route = (request) => {
  const { world, json, files } = request
  const interaction = interactionOf(request)
  const message = requireOwnMessage(world, interaction, messageId(request))
  return ok(messageJson(world, editAnswer(world, interaction, message, json, files)))
}

const remove: Route = (request) => {
  removeMessage(request.world, requireOwnMessage(request.world, interactionOf(request), messageId(request)))
  return noContent
}

const followUp =
  (posts: HiddenLimit): Route =>
  (request) => {
    const { world, json, files } = request
    const interaction = interactionOf(request)
    const wait = posts.take(interaction.channelId)
    if (wait > 0) throw refuseRate(wait)
    return ok(messageJson(world, addFollowUp(world, interaction, json, files)))
  }

/** The callback, `@original` and follow-ups: they need the interaction's token, not the bot's. */
export const interactionRoutes = (posts: HiddenLimit) =>
  ({
    'POST /interactions/:interaction_id/:interaction_token/callback': callback,
    'POST /webhooks/:webhook_id/:webhook_token': followUp(posts),
    'GET /webhooks/:webhook_id/:webhook_token/messages/@original': read,
    'PATCH /webhooks/:webhook_id/:webhook_token/messages/@original': edit,
    'DELETE /webhooks/:webhook_id/:webhook_token/messages/@original': remove,
    'GET /webhooks/:webhook_id/:webhook_token/messages/:message_id': read,
    'PATCH /webhooks/:webhook_id/:webhook_token/messages/:message_id': edit,
    'DELETE /webhooks/:webhook_id/:webhook_token/messages/:message_id': remove,
  }) as const satisfies Routes
