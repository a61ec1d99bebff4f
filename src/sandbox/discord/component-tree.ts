import { isJsonObject, type Json, type JsonObject } from './json.ts'

const SELECTS = [3, 5, 6, 7, 8]

const childrenOf = (component: JsonObject): JsonObject[] => {
  const { components, accessory, component: labelled } = component
  const rows = Array.isArray(components) ? components : []
  return [...rows, accessory, labelled].filter(isJsonObject)
}

/** Every component in the list and in its components, outer before inner. */
export const allComponents = (components: readonly JsonObject[]): JsonObject[] =>
  components.flatMap((component) => [component, ...allComponents(childrenOf(component))])

/** The component that has the custom id, wherever it stands. */
export const findComponent = (components: readonly JsonObject[], customId: string): JsonObject | undefined =>
  allComponents(components).find((it) => it['custom_id'] === customId)

/** A value of the field that two components have, if any: `custom_id` and `id` must be each component's own. */
export const duplicateOf = (
  components: readonly JsonObject[],
  field: 'custom_id' | 'id',
): Json | undefined => {
  const values = allComponents(components).flatMap((it) => it[field] || [])
  return values.find((value, index) => values.indexOf(value) !== index)
}

/** How the media of a component is found: by `attachment://name` or as a URL of its own. */
export type Unfurl = (url: string) => JsonObject

const defaultsOf = (type: Json | undefined): JsonObject => {
  if (typeof type !== 'number') return {}
  if (SELECTS.includes(type)) return { min_values: 1, max_values: 1 }
  if (type === 11) return { description: null, spoiler: false }
  if (type === 13) return { name: null, size: null, spoiler: false }
  if (type === 14) return { spacing: 1, divider: true }
  if (type === 17) return { accent_color: null, spoiler: false }
  return {}
}

const isSet = ([, value]: readonly [string, Json | undefined]): boolean =>
  value !== undefined && value !== null

const unfurled = (key: string, value: Json, unfurl: Unfurl): Json => {
  const isMedia = (key === 'media' || key === 'file') && isJsonObject(value)
  return isMedia && typeof value['url'] === 'string' ? unfurl(value['url']) : value
}

/** The components as Discord gives them back: numbered where they had no id, with their defaults. */
export const normalizeComponents = (components: readonly JsonObject[], unfurl: Unfurl): JsonObject[] => {
  const taken = new Set(allComponents(components).map((component) => component['id']))
  let next = 1
  const nextId = (): number => {
    while (taken.has(next)) next += 1
    taken.add(next)
    return next
  }
  const normalize = (value: Json, key: string): Json => {
    if (Array.isArray(value)) return value.map((item: Json) => normalize(item, key))
    if (!isJsonObject(value)) return value
    const isComponent = typeof value['type'] === 'number'
    const own: JsonObject = isComponent ? { id: value['id'] || nextId(), ...defaultsOf(value['type']) } : {}
    const rest = Object.entries(value)
      .filter(isSet)
      .map(([name, inner]) => [name, normalize(unfurled(name, inner ?? null, unfurl), name)] as const)
    const item: JsonObject = key === 'items' ? { description: null, spoiler: false } : {}
    return { ...item, ...own, ...Object.fromEntries(rest), ...(isComponent ? { id: own['id'] } : {}) }
  }
  return components.map((component) => normalize(component, '')).filter(isJsonObject)
}
