import { html, nothing, type TemplateResult } from 'lit'
import type { RoleView } from '../view/places.ts'
import type { PageApp } from './page-app.ts'
import { pageText } from './page-text.ts'
import { personOf } from './state.ts'

/** The roles that one has in the server of the open channel: a click gives or takes one. */
export const showRoles = (app: PageApp): TemplateResult | typeof nothing => {
  const state = app.state()
  const { me: userId } = state
  const guildId = state.channels.get(state.channelId)?.guildId
  const roles = state.roles.filter((role) => role.guildId === guildId && !role.fixed)
  if (guildId === undefined || roles.length === 0) return nothing
  const own = roles.filter(({ memberIds }) => memberIds.includes(userId)).map(({ id }) => id)
  const turn = ({ id }: RoleView, { target }: Event): void => {
    const isOn = target instanceof HTMLInputElement && target.checked
    const next = isOn ? [...own, id] : own.filter((it) => it !== id)
    void app.send({ type: 'roles', userId, guildId, roles: next })
  }
  return html`<details class="knobs roles">
    <summary><h3>${pageText(state).rolesOf(personOf(state, userId)?.name ?? '')}</h3></summary>
    ${roles.map(
      (role) => html`<label>
        <input type="checkbox" .checked=${own.includes(role.id)} @change=${(event: Event) => turn(role, event)} />
        <span style=${role.color === '' ? nothing : `color: ${role.color}`}>${role.name}</span>
      </label>`,
    )}
  </details>`
}
