/**
 * The `retry-after-ms` or `retry-after` header in ms; the latter in seconds or as an HTTP date (RFC 9110, 10.2.3). A
 * date is compared with the response's `date`, so a wrong local clock does no harm.
 */
export const retryAfter = (headers: Headers): number | undefined => {
  const ms = Number(headers.get('retry-after-ms') || Number.NaN)
  const given = headers.get('retry-after') || ''
  const seconds = Number(given || Number.NaN)
  const untilDate = Date.parse(given) - Date.parse(headers.get('date') ?? '')
  const waits = [ms, seconds * 1_000, Number.isFinite(seconds) ? Number.NaN : untilDate]
  return waits.find((wait) => Number.isFinite(wait) && wait >= 0)
}
