/**
 * A value of JSON with every lone surrogate replaced by U+FFFD. The API refuses a request that holds one ("no low surrogate in
 * string"), and with it every later request of the conversation.
 */
export const wellFormed = (value: unknown): unknown => {
  if (typeof value === 'string') return value.toWellFormed()
  if (Array.isArray(value)) return value.map(wellFormed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, wellFormed(inner)]))
}
