/** The milliseconds after which the API asks to be tried again (`retry-after-ms`, or `retry-after` in seconds). */
export const retryAfter = (headers: Headers): number | undefined => {
  const ms = Number(headers.get('retry-after-ms') ?? Number.NaN)
  const seconds = Number(headers.get('retry-after') ?? Number.NaN)
  return [ms, seconds * 1_000].find((wait) => Number.isFinite(wait) && wait >= 0)
}
