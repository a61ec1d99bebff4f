import type { REST } from 'discord.js'

/**
 * Keeps the token of a `REST` after a 401. discord.js drops it then, so that one 401 by mistake
 * (https://github.com/discordjs/discord.js/issues/10958) would fail every later request before it leaves. Whether the token
 * really is no longer valid is told by the gateway, which closes with 4004.
 */
export const keepToken = <T extends Pick<REST, 'setToken'>>(rest: T): T => {
  const setToken = rest.setToken.bind(rest)
  const keep = (token: string | null): T => {
    if (token !== null) setToken(token)
    return rest
  }
  Object.assign(rest, { setToken: keep })
  return rest
}
