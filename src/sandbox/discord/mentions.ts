import { type Mentions, type Message, noMentions } from './message.ts'
import type { AllowedMentions } from './message-form.ts'

const idsIn = (content: string, pattern: RegExp): string[] => [
  ...new Set([...content.matchAll(pattern)].flatMap((match) => match[1] ?? [])),
]

/** What is parsed where a request says nothing: everything, but from interactions only users. */
export const defaultMentions = (fromInteraction: boolean): AllowedMentions => ({
  parse: fromInteraction ? ['users'] : ['users', 'roles', 'everyone'],
  replied_user: true,
})

/**
 * Whom the content pings under the rule. An edit without a rule is parsed with the defaults again,
 * whatever the post said (Discord's message reference, "Edit Message").
 */
export const mentionsIn = (
  content: string,
  allowed: AllowedMentions,
  repliedTo: Message | undefined,
): Mentions => {
  const parses = (what: 'users' | 'roles' | 'everyone') => allowed.parse?.includes(what) ?? false
  const users = idsIn(content, /<@!?(\d{17,19})>/g)
  const roles = idsIn(content, /<@&(\d{17,19})>/g)
  const named = users.filter((id) => parses('users') || allowed.users?.includes(id))
  const replied = repliedTo !== undefined && (allowed.replied_user ?? true) ? [repliedTo.authorId] : []
  return {
    userIds: [...new Set([...named, ...replied])],
    roleIds: roles.filter((id) => parses('roles') || allowed.roles?.includes(id)),
    everyone: parses('everyone') && /@(everyone|here)\b/.test(content),
  }
}

/** Whom a new text pings; nobody when the message is only a placeholder. */
export const mentionsOf = (
  content: string,
  allowed: AllowedMentions | null | undefined,
  fromInteraction: boolean,
  repliedTo: Message | undefined,
): Mentions =>
  content === '' && repliedTo === undefined
    ? noMentions
    : mentionsIn(content, allowed ?? defaultMentions(fromInteraction), repliedTo)
