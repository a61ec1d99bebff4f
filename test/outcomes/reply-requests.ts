import type { FaultTarget } from '../../src/sandbox/discord/faults.ts'
import type { NamedTrouble } from './troubles.ts'

/** How it ends for whoever asked. */
export type End =
  | 'the reply, whole'
  | 'the reply, answered in the channel'
  | 'the reply and the private word'
  | 'the reply without the private word'
  | 'the reply, above pages that stay'
  | 'the reply without the part that is refused'
  | 'words, as soon as the message can be changed'
  | 'nothing in the channel: the asker is told directly'
  | 'Discord’s “The application did not respond”; nothing is asked'

/** A class of requests that a reply makes. */
export type RequestClass = {
  readonly name: string
  readonly asks:
    | 'by command'
    | 'by mention'
    | 'by /thread'
    | 'by /thread where there are none'
    | 'by Regenerate'
    | 'by a reply'
  /** Whether a request of the question's is of this class. */
  readonly is: (target: FaultTarget, place: Place) => boolean
  /** When the trouble begins. */
  readonly begins: 'before' | 'once text is seen'
  readonly once: (trouble: NamedTrouble) => End
  /** For two minutes from its beginning. */
  readonly long: (trouble: NamedTrouble) => End
}

/** Where a question is asked, and the interaction by which. */
export type Place = { readonly channelId: string; readonly interactionId?: string; readonly token?: string }

export const whole = (): End => 'the reply, whole'
export const words = (): End => 'words, as soon as the message can be changed'
export const noResponse = (): End => 'Discord’s “The application did not respond”; nothing is asked'

const isEdit = ({ method, path }: FaultTarget, { channelId, token = 'none' }: Place): boolean =>
  method === 'PATCH' && (path.includes(`/${token}/`) || path.includes(`/channels/${channelId}/messages/`))

const passesOr =
  (end: () => End) =>
  ({ kind }: NamedTrouble): End =>
    kind === 'passes' ? whole() : end()

/** What a reply asks of Discord, and how it ends with each trouble. */
export const requestClasses: readonly RequestClass[] = [
  {
    name: 'the acknowledgement',
    asks: 'by command',
    begins: 'before',
    is: ({ path }, { interactionId = 'none' }) => path.includes(`/interactions/${interactionId}/`),
    once: ({ name }) => (name === 'silence' ? noResponse() : whole()),
    long: noResponse,
  },
  {
    name: 'the first edit',
    asks: 'by command',
    begins: 'before',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'a paced edit',
    asks: 'by command',
    begins: 'once text is seen',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'a paced edit, asked by mention',
    asks: 'by mention',
    begins: 'once text is seen',
    is: isEdit,
    once: whole,
    long: passesOr(words),
  },
  {
    name: 'the last edit',
    asks: 'by command',
    begins: 'before',
    is: (target, place) => isEdit(target, place) && JSON.stringify(target.json).includes('the end'),
    once: whole,
    // While the text so far is taken, the end is what Discord seems to refuse.
    long: passesOr(() => 'the reply without the part that is refused'),
  },
  {
    name: 'the first post',
    asks: 'by mention',
    begins: 'before',
    is: ({ method, path }, { channelId }) => method === 'POST' && path === `/channels/${channelId}/messages`,
    once: whole,
    long: passesOr(() => 'nothing in the channel: the asker is told directly'),
  },
  {
    name: 'opening a thread',
    asks: 'by /thread',
    begins: 'before',
    is: ({ method, path }, { channelId }) =>
      method === 'POST' && path.startsWith(`/channels/${channelId}/`) && path.endsWith('/threads'),
    once: ({ name }) =>
      name === 'silence' || name === '429 without Retry-After'
        ? 'the reply, answered in the channel'
        : whole(),
    long: () => 'the reply, answered in the channel',
  },
  {
    name: 'a private word',
    asks: 'by /thread where there are none',
    begins: 'before',
    is: ({ method, path }, { token = 'none' }) => method === 'POST' && path.endsWith(`/${token}`),
    once: () => 'the reply and the private word',
    long: () => 'the reply without the private word',
  },
  {
    name: 'the removal of a message',
    asks: 'by Regenerate',
    begins: 'before',
    is: ({ method, path }, { channelId, token = 'none' }) =>
      method === 'DELETE' && (path.includes(`/${token}/`) || path.includes(`/channels/${channelId}/`)),
    once: whole,
    long: passesOr(() => 'the reply, above pages that stay'),
  },
  {
    name: 'a message of the history',
    asks: 'by a reply',
    begins: 'before',
    is: ({ method, path }, { channelId }) =>
      method === 'GET' && path.startsWith(`/channels/${channelId}/messages`),
    once: whole,
    long: whole,
  },
]
