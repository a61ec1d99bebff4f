/** Loaded before the bot: at SIGUSR2 a request to Discord fails, as its library says it, and nobody catches that. */
process.on('SIGUSR2', () => {
  const secrets = `${process.env['DISCORD_TOKEN']} ${process.env['ANTHROPIC_API_KEY']}`
  const error = Object.assign(
    new Error(`PATCH /webhooks/123/${'t'.repeat(40)}/messages failed with ${secrets}`),
    {
      requestBody: { json: { content: 'our rhubarb recipe' } },
    },
  )
  void Promise.reject(error)
})
