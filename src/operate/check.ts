/** The container's health check: exits with 0 when the bot on this machine says that it answers. */
// An empty value counts as absent, as everywhere in the settings.
const port = process.env['HEALTH_PORT']?.trim() || '8080'
const ok = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(4_000) }).then(
  (response) => response.ok,
  () => false,
)
process.exit(ok ? 0 : 1)
