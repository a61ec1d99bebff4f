/**
 * What `npm start` runs. It is JavaScript, because a Node that is too old cannot read the rest: there it says so in a sentence.
 */
const [major = 0] = process.versions.node.split('.').map(Number)

if (major < 24) {
  console.error(
    `Tendril needs Node 24 or newer, and this is Node ${process.versions.node}. Install a newer one from https://nodejs.org, run it with Docker, or run "npm install" without --omit=dev, which brings one along.`,
  )
  process.exit(1)
}

// `npm start` names no program; the other commands of a server name theirs.
const [, , program = ''] = process.argv
if (program.endsWith('.ts')) process.argv.splice(2, 1)
if (program === '--help' || program === '-h') {
  console.log(`Starts the bot. Its settings are in the environment and in the file .env: .env.example lists them.
SIGTERM and Ctrl-C let running replies finish for ten seconds.`)
  process.exit()
}
await import(program.endsWith('.ts') ? program : './main.ts')
