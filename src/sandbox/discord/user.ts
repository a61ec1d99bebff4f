import type { JsonObject } from './json.ts'

/** A person or a bot. */
export type User = {
  readonly id: string
  readonly name: string
  readonly displayName: string | undefined
  readonly bot: boolean
  readonly locale: string
}

/** The user as Discord's API shows it. */
export const userJson = (user: User): JsonObject => ({
  id: user.id,
  username: user.name,
  avatar: null,
  discriminator: user.bot ? '0001' : '0',
  public_flags: 0,
  flags: 0,
  bot: user.bot ? true : undefined,
  banner: null,
  accent_color: null,
  global_name: user.displayName ?? null,
  avatar_decoration_data: null,
  collectibles: null,
  primary_guild: null,
})

/** The bot's own user, with what only it may see. */
export const ownUserJson = (user: User): JsonObject => ({
  ...userJson(user),
  mfa_enabled: true,
  locale: user.locale,
  premium_type: 0,
  email: null,
  verified: true,
})
