import type { Json, JsonObject } from './json.ts'

/** Thrown by a route before it has changed anything; the server answers with it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly body: JsonObject
  /** Set on a limit that the bucket's own headers do not show. */
  readonly retryAfterMs: number | undefined

  constructor(status: number, body: JsonObject, retryAfterMs?: number) {
    super(`${status} ${JSON.stringify(body)}`)
    this.status = status
    this.body = body
    this.retryAfterMs = retryAfterMs
  }
}

/** Discord's JSON error codes, each with its HTTP status and Discord's own words. */
const known = {
  unknownRoute: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unauthorized: [401, 0, '401: Unauthorized'],
  serverError: [500, 0, '500: Internal Server Error'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  tooManyCreates: [400, 30034, 'Max number of daily application command creates has been reached (200)'],
  tooManyThreads: [400, 160006, 'Maximum number of active threads reached'],
  tooManyReactions: [400, 30010, 'Maximum number of reactions reached (20)'],
  requestTooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  tooManyFollowUps: [400, 40094, 'Maximum number of follow-up messages for this interaction reached'],
  missingAccess: [403, 50001, 'Missing Access'],
  notText: [400, 50008, 'Cannot send messages in a non-text channel'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotMessageUser: [403, 50007, 'Cannot send messages to this user'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  bulkDeleteCount: [400, 50016, 'Provided too few or too many messages to delete'],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidRecipient: [400, 50033, 'Invalid Recipient(s)'],
  threadArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  replyNeedsHistory: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
} as const satisfies Record<string, readonly [number, number, string]>

/** A refusal that Discord has a name for. */
export type RefusalName = keyof typeof known

/** The refusal of that name, as Discord words it. */
export const refuse = (name: RefusalName): Refusal => {
  const [status, code, message] = known[name]
  return new Refusal(status, { message, code })
}

/** One thing that is wrong with a form: where, Discord's code for it, and its words. */
export type FormProblem = {
  readonly path: readonly (string | number)[]
  readonly code: string
  readonly message: string
}

type Tree = { [key: string]: Tree | Json }

const isTree = (value: Tree | Json | undefined): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const branch = (tree: Tree, key: string): Tree => {
  const existing = tree[key]
  if (isTree(existing)) return existing
  const made: Tree = {}
  tree[key] = made
  return made
}

const toJson = (tree: Tree): JsonObject =>
  Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, isTree(value) ? toJson(value) : value]))

/** The 400 with code 50035 that names every problem at its place, in Discord's form. */
export const refuseForm = (problems: readonly FormProblem[]): Refusal => {
  const root: Tree = {}
  for (const { path, code, message } of problems) {
    const leaf = path.reduce<Tree>((tree, key) => branch(tree, String(key)), root)
    const errors = leaf['_errors']
    leaf['_errors'] = [...(Array.isArray(errors) ? errors : []), { code, message }]
  }
  return new Refusal(400, { message: 'Invalid Form Body', code: 50035, errors: toJson(root) })
}

/** A 429 for a limit that no header announces, such as renames or edits of old messages. */
export const refuseRate = (retryAfterMs: number, code?: number): Refusal =>
  new Refusal(
    429,
    {
      message: 'You are being rate limited.',
      retry_after: Math.ceil(retryAfterMs) / 1000,
      global: false,
      code,
    },
    retryAfterMs,
  )
