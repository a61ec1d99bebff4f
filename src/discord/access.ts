import type { PlaceId } from '../conversation/turn.ts'
import type { Strings } from '../i18n/strings.ts'
import { type AccessRefusal, type Asker, accessRefusal } from '../settings/access.ts'
import type { Location } from '../settings/level.ts'
import type { ReadSettings } from '../settings/read-settings.ts'

/** Where and by whom something is asked. */
export type Access = {
  readonly place: PlaceId
  /** The server; absent outside of servers. */
  readonly guildId?: string | undefined
  /** Whether it is a direct message with the bot. */
  readonly isDirect: boolean
  /** Absent where nobody knows who asks. */
  readonly asker?: Asker | undefined
}

/** Why they may not ask there, in words; undefined if they may. Throws `StoreFailed`: then nobody knows. */
export type RefuseAccess = (access: Access, strings: Strings) => Promise<string | undefined>

/** What deciding that needs. */
export type AccessContext = {
  readonly settings: ReadSettings
  /** Where a place is. Discord is asked for a channel that it has not told of, in a server that the bot is in. */
  readonly locateSurely: (place: PlaceId, guildId?: string) => Promise<Location>
  /** Whether direct messages are answered. */
  readonly directMessages: boolean
}

/** The most channels that are named as those where one may ask. */
const mostNamed = 10

/** Decides by the settings of the place as they are now. */
export const createRefuseAccess =
  ({ settings, locateSurely, directMessages }: AccessContext): RefuseAccess =>
  async ({ place, guildId, isDirect, asker }, { access }) => {
    if (isDirect && !directMessages) return access.directMessages
    const location = await locateSurely(place, guildId)
    const refusal = accessRefusal(asker, location, await settings(location))
    return refusal && words(refusal, access)
  }

const words = (refusal: AccessRefusal, access: Strings['access']): string => {
  switch (refusal.why) {
    case 'denied':
      return access.denied
    case 'not-allowed':
      return access.notAllowed
    case 'channel':
      return access.channel(refusal.instead.slice(0, mostNamed).map((id) => `<#${id}>`))
  }
}
