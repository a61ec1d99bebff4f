/** What JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject

/** A JSON object; a key whose value is `undefined` is not written. */
export type JsonObject = { readonly [key: string]: Json | undefined }

/** Whether the value is a JSON object, not an array and not null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
