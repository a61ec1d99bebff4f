import { type REST, RequestMethod } from 'discord.js'
import type { Page } from '../../display/page.ts'
import { toComponents } from '../interactions/components.ts'
import { singleAttemptHeaders } from '../rest/request-policy.ts'
import type { MessageRoute, Target } from './target.ts'

const methods = {
  POST: RequestMethod.Post,
  PATCH: RequestMethod.Patch,
  DELETE: RequestMethod.Delete,
} as const satisfies Record<MessageRoute['method'], RequestMethod>

/** `once`: no retries, because the next change carries newer text. `retried`: the usual policy. */
export type Tries = 'once' | 'retried'

/** One request for a message of a reply. */
export type MessageRequest = {
  readonly route: MessageRoute
  readonly json?: object
  /** The page whose files are sent with it. */
  readonly page?: Page | undefined
  readonly tries?: Tries
}

/** Sends the request; resolves with what Discord answers. */
export const sendMessageRequest = async (
  rest: Pick<REST, 'request'>,
  { route, json, page, tries = 'once' }: MessageRequest,
): Promise<unknown> =>
  rest.request({
    method: methods[route.method],
    fullRoute: route.path,
    auth: route.authenticated,
    ...(tries === 'once' && { headers: singleAttemptHeaders }),
    ...(json && { body: json }),
    ...(page && (page.file || page.pictures) && { files: filesOf(page) }),
  })

/** The files of a page, in the order of their numbers. */
const filesOf = ({ file, pictures = [] }: Page) => [
  ...(file ? [{ name: file.name, data: Buffer.from(file.text), contentType: 'text/markdown' }] : []),
  ...pictures.map(({ name, png }) => ({ name, data: Buffer.from(png), contentType: 'image/png' })),
]

/** What is said of the same files. */
const attachmentsOf = ({ file, pictures = [] }: Page) =>
  [
    ...(file ? [{ filename: file.name }] : []),
    ...pictures.map(({ name, description }) => ({ filename: name, description })),
  ].map((said, index) => ({ id: String(index), ...said }))

/** The body of a message for a page. An edit without attachments removes the old ones. */
export const messageBody = (page: Page, target: Target) => ({
  content: page.content,
  components: toComponents(page.controls),
  attachments: attachmentsOf(page),
  allowed_mentions: allowedMentions(target),
})

/**
 * Pings nobody except the one person whom a notice is for. Every request needs this, because Discord parses the
 * mentions of an edit again.
 */
const allowedMentions = ({ pings }: Target) => ({
  parse: [],
  replied_user: false,
  ...(pings && { users: [pings] }),
})
