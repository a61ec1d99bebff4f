import type { PostedMessage } from '../conversation/store.ts'
import type { Page } from '../display/page.ts'
import type { Screen } from '../display/screen.ts'
import type { Strings } from '../i18n/strings.ts'
import type { Look } from '../settings/look.ts'

/** The messages (or terminal) in which a reply is shown. */
export type View = {
  /** The pages that are already shown. */
  readonly shown: readonly Page[]
  /** Makes the screen; `turnId` gives the turn that its messages show at the moment. */
  readonly screen: (turnId: () => string) => Screen
  /** The existing messages, to be stored together with the question. */
  readonly messages: () => readonly PostedMessage[]
  /** Stores which messages show the turn; called again when another turn takes them over. */
  readonly record: () => Promise<void>
  /** Whether a thread can begin on its messages. */
  readonly hasThreads: boolean
  /** Whether the rest of a long answer can be posted as a file. */
  readonly canAttach: boolean
  /** The most messages; unlimited if absent. */
  readonly mostMessages?: number
  /** When the messages can no longer be edited, in ms since 1970; absent if they always can. */
  readonly endsAt?: number
  /** Tells the asker, with a message of its own, that the reply has ended well: edits notify nobody. */
  readonly notify?: (askerId: string, strings: Strings) => Promise<void>
}

/** How many messages there may be on a view; absent: as many as it takes. */
export const mostOf = (
  { mostMessages, canAttach }: Pick<View, 'mostMessages' | 'canAttach'>,
  look: Pick<Look, 'mostMessages'>,
): { readonly most?: number } => {
  if (mostMessages !== undefined) return { most: mostMessages }
  return canAttach ? { most: look.mostMessages } : {}
}
